using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace McpIac.Dsl.Tests.Programs;

// Classes of the shape that the bindings writer generates.
[SchemaType("aws:vpc:vpc")]
public sealed class Vpc : Resource
{
    public Vpc(string name, ResourceOptions? options = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : base("aws:vpc:vpc", name, options, file, line)
    {
    }

    [Property("cidrBlock"), Format("cidr")]
    public required Value<string> CidrBlock { get => ReadValue<string>("cidrBlock"); init => WriteValue("cidrBlock", value); }

    [Property("tag"), Range(1, 4094)]
    public Value<long> Tag { get => ReadValue<long>("tag"); init => WriteValue("tag", value); }

    [Property("weight")]
    public Value<double> Weight { get => ReadValue<double>("weight"); init => WriteValue("weight", value); }

    [Property("enabled")]
    public Value<bool> Enabled { get => ReadValue<bool>("enabled"); init => WriteValue("enabled", value); }

    [Property("servers")]
    public ValueList<string> Servers { get => ReadList<string>("servers"); init => WriteList("servers", value); }

    [Property("tags")]
    public ValueMap<string> Tags { get => ReadMap<string>("tags"); init => WriteMap("tags", value); }

    [Property("ingress")]
    public ObjectList<IngressRule> Ingress { get => ReadObjects("ingress", static s => new IngressRule(s)); init => WriteObjects("ingress", value); }

    [Property("healthCheck")]
    public HealthCheckSettings HealthCheck
    {
        get => ReadObject("healthCheck", static s => new HealthCheckSettings(s));
        init => WriteObject("healthCheck", value);
    }

    [Property("extra")]
    public AnyValue Extra { get => ReadAny("extra"); init => WriteAny("extra", value); }

    [Property("id")]
    public Value<string> Id => ReadValue<string>("id");

    [Property("ports")]
    public ValueList<long> Ports => ReadList<long>("ports");

    public sealed class IngressRule : NestedObject
    {
        public IngressRule()
        {
        }

        [SetsRequiredMembers]
        public IngressRule(SchemaSource source) : base(source)
        {
        }

        [Property("fromPort")]
        public required Value<long> FromPort { get => ReadValue<long>("fromPort"); init => WriteValue("fromPort", value); }

        [Property("cidr")]
        public Value<string> Cidr { get => ReadValue<string>("cidr"); init => WriteValue("cidr", value); }
    }

    public sealed class HealthCheckSettings : NestedObject
    {
        public HealthCheckSettings()
        {
        }

        [SetsRequiredMembers]
        public HealthCheckSettings(SchemaSource source) : base(source)
        {
        }

        [Property("path")]
        public Value<string> Path { get => ReadValue<string>("path"); init => WriteValue("path", value); }

        [Property("headers")]
        public ValueMap<string> Headers { get => ReadMap<string>("headers"); init => WriteMap("headers", value); }
    }
}
