using System.Globalization;
using System.Text;

namespace McpIac.Benchmarks.Processes;

/// <summary>A program of many resources: a VPC, subnets of 50 instances each, every instance referring to its subnet.</summary>
internal static class GeneratedProgram
{
    private const int InstancesPerSubnet = 50;

    /// <summary>Every resource a statement of its own, as an author or a model would write them.</summary>
    public static string Statements(int count) => string.Concat(Enumerable.Range(0, count).Select(i =>
        $"var s{i} = new Aws.Ec2.Instance(\"app-{i}\") {{ InstanceType = \"t3.medium\", ImageId = \"ami-12345\", SubnetId = \"subnet-{i}\" }};\n"));

    public static string Text(int count)
    {
        var subnets = Math.Max(1, (count - 1) / (InstancesPerSubnet + 1));
        return new StringBuilder().Append(CultureInfo.InvariantCulture, $$"""
            Deployment("generated");
            var vpc = new Aws.Vpc.Vpc("main") { CidrBlock = "10.0.0.0/16" };
            var subnets = Enumerable.Range(0, {{subnets}}).Select(i => new Aws.Vpc.Subnet($"subnet-{i}") { VpcId = vpc.Id, CidrBlock = $"10.0.{i}.0/24" }).ToList();
            for (var i = 0; i < {{count - 1 - subnets}}; i++)
            {
                _ = new Aws.Ec2.Instance($"app-{i}") { InstanceType = "t3.medium", ImageId = "ami-12345", SubnetId = subnets[i % {{subnets}}].Id };
            }

            """).ToString();
    }
}
