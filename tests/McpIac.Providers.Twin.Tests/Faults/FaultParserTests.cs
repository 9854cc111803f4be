using McpIac.Providers.Twin.Faults;

namespace McpIac.Providers.Twin.Tests.Faults;

public sealed class FaultParserTests
{
    public static TheoryData<string, object> Places => new()
    {
        { "fail@5", new FaultPlace(Number: 5) },
        { "fail@*", new FaultPlace() },
        { "fail@aws", new FaultPlace(Provider: "aws") },
        { "fail@delete", new FaultPlace(Action: "delete") },
        { "fail@aws:create", new FaultPlace(Provider: "aws", Action: "create") },
        { "fail@aws:create:app-2", new FaultPlace(Provider: "aws", Action: "create", Name: "app-2") },
        { "fail@aws:*:app-2", new FaultPlace(Provider: "aws", Name: "app-2") },
        { "fail@*:*:app-2", new FaultPlace(Name: "app-2") },
        { "fail@::app-2", new FaultPlace(Name: "app-2") },
        { "fail@:update", new FaultPlace(Action: "update") },
        { "fail@aws:ec2:instance", new FaultPlace(Type: "aws:ec2:instance") },
        { "fail@aws:ec2:instance:create", new FaultPlace(Type: "aws:ec2:instance", Action: "create") },
        { "fail@aws:ec2:instance:delete:app-2", new FaultPlace(Type: "aws:ec2:instance", Action: "delete", Name: "app-2") },
        { "fail@aws:create:a%3Ab%2Cc", new FaultPlace(Provider: "aws", Action: "create", Name: "a:b,c") },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Place_InEachForm_IsRead(string text, object place)
    {
        var (fault, problem) = FaultParser.Parse(text);

        Assert.Null(problem);
        Assert.Equal(place, fault?.Place);
    }

    [Theory]
    [InlineData("fail@5", "internal")]
    [InlineData("fail@5:throttled", "throttled")]
    [InlineData("fail@aws:create:app-2:quota", "quota")]
    [InlineData("fail@aws:create:timeout:internal", "internal")]
    public void Code_AfterThePlace_IsTheFailures(string text, string code) => Assert.Equal(code, FaultParser.Parse(text).Fault?.Code);

    [Fact]
    public void Name_ThatIsACode_IsANameWhenACodeFollows() =>
        Assert.Equal(new FaultPlace(Provider: "aws", Action: "create", Name: "timeout"), FaultParser.Parse("fail@aws:create:timeout:internal").Fault?.Place);

    [Theory]
    [InlineData("slow@3:2s", 2000)]
    [InlineData("slow@*:200ms", 200)]
    [InlineData("slow@aws:create:app-2:1.5s", 1500)]
    [InlineData("slow@aws:1m", 60_000)]
    public void Slow_TakesADuration(string text, int milliseconds)
    {
        var fault = FaultParser.Parse(text).Fault;

        Assert.Equal(FaultKind.Slow, fault?.Kind);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), fault?.Delay);
    }

    [Theory]
    [InlineData("unknown@4", FaultKind.Unknown)]
    [InlineData("hang@2", FaultKind.Hang)]
    public void Kind_IsRead(string text, object kind) => Assert.Equal(kind, FaultParser.Parse(text).Fault?.Kind);

    [Theory]
    [InlineData("5", "The fault \"5\" can't be used: there is no @ in it; a fault is written KIND@WHERE, with the kind fail, slow, unknown or hang.")]
    [InlineData("explode@5", "The fault \"explode@5\" can't be used: \"explode\" is no kind of fault; the kinds are fail, slow, unknown or hang.")]
    [InlineData("fail@", "The fault \"fail@\" can't be used: nothing stands after the @; write a number, * or PROVIDER:ACTION:NAME.")]
    [InlineData("fail@0", "The fault \"fail@0\" can't be used: \"0\" is no step; steps are counted from 1.")]
    [InlineData("fail@-1", "The fault \"fail@-1\" can't be used: \"-1\" is no step; steps are counted from 1.")]
    [InlineData("fail@99999999999", "The fault \"fail@99999999999\" can't be used: \"99999999999\" is no step; steps are counted from 1.")]
    [InlineData("fail@5:nonsense", "The fault \"fail@5:nonsense\" can't be used: \"nonsense\" after the step 5 is neither an error code nor needed.")]
    [InlineData("slow@3", "The fault \"slow@3\" can't be used: slow needs a duration after the place, as in slow@3:2s.")]
    [InlineData("slow@3:2", "The fault \"slow@3:2\" can't be used: \"2\" is no duration; write 200ms, 2s or 1m, at most a day.")]
    [InlineData("slow@3:99h", "The fault \"slow@3:99h\" can't be used: \"99h\" is no duration; write 200ms, 2s or 1m, at most a day.")]
    [InlineData("fail@aws:create:a:b", "The fault \"fail@aws:create:a:b\" can't be used: \"b\" is one part too many; after the action comes a resource's name, with %3A for a colon.")]
    public void Mistake_IsNamed(string text, string problem) => Assert.Equal(problem, FaultParser.Parse(text).Problem);
}
