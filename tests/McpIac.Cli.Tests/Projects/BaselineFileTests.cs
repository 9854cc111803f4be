using McpIac.Cli.Projects;
using McpIac.Dsl.Expressions;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Tests.Projects;

public sealed class BaselineFileTests : IDisposable
{
    private static readonly DeploymentState State = new("shop", 3, new Dictionary<string, ResourceState>
    {
        ["shop/aws:vpc:vpc/portal"] = new("shop/aws:vpc:vpc/portal", "aws:vpc:vpc", "portal", "aws", "vpc-1",
            Plans.Map(("cidrBlock", Datum.Of("10.0.0.0/16")), ("key", Evaluation.Masked), ("tags", Plans.Map(("a", Datum.Of("b")), ("secret", Evaluation.Masked)))),
            Datum.EmptyMap, null, null, [], []),
        ["shop/aws:vpc:vpc/old"] = new("shop/aws:vpc:vpc/old", "aws:vpc:vpc", "old", "aws", "", Datum.EmptyMap, Datum.EmptyMap, null, null, [], []),
    }, new Dictionary<string, Datum>(), []);

    private readonly string folder = Directory.CreateTempSubdirectory("mciacc-test-").FullName;

    private Project Real => new(Path.Combine(folder, "infra.csx"), folder, Twin: false);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void WhatExists_StandsBesideTheProgram_WithoutSecrets()
    {
        Assert.Equal(Path.Combine(folder, "infra.mciacc-baseline.json"), BaselineFile.Write(Real, State, asked: true));
        Assert.Equal("""
            {
              "deployment": "shop",
              "resources": {
                "shop/aws:vpc:vpc/portal": {
                  "inputs": {
                    "cidrBlock": "10.0.0.0/16",
                    "tags": {
                      "a": "b"
                    }
                  },
                  "name": "portal",
                  "type": "aws:vpc:vpc"
                }
              }
            }

            """.ReplaceLineEndings("\n"), File.ReadAllText(BaselineFile.Of(Real)));
    }

    [Fact]
    public void ItIsKeptUpToDate_OnceItIsThere_ButNotByARehearsal()
    {
        Assert.Null(BaselineFile.Write(Real, State, asked: false));
        BaselineFile.Write(Real, State, asked: true);
        Assert.NotNull(BaselineFile.Write(Real, DeploymentState.Empty("shop"), asked: false));
        Assert.DoesNotContain("portal", File.ReadAllText(BaselineFile.Of(Real)), StringComparison.Ordinal);
        Assert.Null(BaselineFile.Write(Real with { Twin = true }, State, asked: true));
    }
}
