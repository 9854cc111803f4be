using McpIac.Engine.Connections;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Tests.Connections;

public sealed class DirectConnectionTests
{
    private static readonly EnvelopeMetadata Metadata = new("", 0, "here", "1", null);
    private static readonly WireResource Resource = new("1", null, "a:b:c", "n", Datum.EmptyMap, Datum.EmptyMap, [], "created");

    [Fact]
    public async Task AnAnswer_KeepsItsDataAndItsError()
    {
        await using var connection = Connection((_, _) => Task.FromResult(new Envelope<object>(false, Resource, new WireError(ErrorCodes.Conflict, "no"), Metadata)));
        var answer = await connection.GetAsync(new GetArguments(Id: "1"), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal((false, Resource, ErrorCodes.Conflict), (answer.Success, answer.Data, answer.Error?.Code));
    }

    [Fact]
    public async Task WhatDoesNotAnswerInTime_IsUnknown_AlsoWhenItHeedsNoCancellation()
    {
        await using var connection = Connection((_, _) => new TaskCompletionSource<Envelope<object>>().Task);
        var answer = await connection.GetAsync(new GetArguments(Id: "1"), TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.Equal((ErrorCodes.Unknown, "possible"), (answer.Error?.Code, answer.Error?.Details?.SideEffects));
    }

    [Fact]
    public async Task AnInterrupt_IsNoAnswer()
    {
        await using var connection = Connection((_, _) => new TaskCompletionSource<Envelope<object>>().Task);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.GetAsync(new GetArguments(Id: "1"), TimeSpan.FromMinutes(1), new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task AServerThatHasEnded_IsUnknown()
    {
        await using var connection = Connection((_, _) => throw new ObjectDisposedException("server"));
        Assert.Equal(ErrorCodes.Unknown, (await connection.GetAsync(new GetArguments(Id: "1"), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).Error?.Code);
    }

    private static DirectConnection Connection(Func<object, CancellationToken, Task<Envelope<object>>> answer) =>
        new("here", (_, args, cancellation) => answer(args, cancellation), () => ValueTask.CompletedTask);
}
