using McpIac.Providers.Handlers;
using McpIac.Providers.Local.Handlers;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Local.RandomValues;

internal sealed class RandomHandler() : LocalHandler<RandomProperties, RandomOutputs>(Schema)
{
    private const int ShortestPassword = 8;

    private const string Schema = """
        {
          "type": "local:random", "version": 1, "title": "Random value",
          "description": "A random id, password or friendly name that stays the same until one of its properties changes. It comes from the system's cryptographic source.",
          "properties": {
            "type": "object", "required": ["kind"], "additionalProperties": false,
            "properties": {
              "kind": { "type": "string", "enum": ["id", "password", "pet"], "x-iac-immutable": true,
                "description": "What is made: an id of letters and digits, a password, or friendly words such as brave-otter." },
              "length": { "type": "integer", "minimum": 1, "maximum": 1024, "x-iac-immutable": true, "examples": [20],
                "description": "How many characters an id (8 unless told) or a password (20; at least 8) has." },
              "words": { "type": "integer", "minimum": 1, "maximum": 8, "default": 2, "x-iac-immutable": true, "description": "How many words a pet has." },
              "separator": { "type": "string", "maxLength": 8, "default": "-", "x-iac-immutable": true, "description": "What stands between a pet's words." },
              "symbols": { "type": "boolean", "default": true, "x-iac-immutable": true, "description": "Whether a password has one or more of - _ . + = , in it." },
              "prefix": { "type": "string", "maxLength": 64, "x-iac-immutable": true, "examples": ["db-"], "description": "What an id or a pet begins with." },
              "keepers": { "type": "object", "additionalProperties": { "type": "string" }, "x-iac-immutable": true, "examples": [{ "image": "ami-12345" }],
                "description": "Any texts; a change makes a new value." }
            }
          },
          "outputs": {
            "type": "object", "required": ["id"], "additionalProperties": false,
            "properties": {
              "id": { "type": "string", "pattern": "^random-[0-9a-f]{16}$", "description": "An id of its own, which says nothing about the value." },
              "value": { "type": "string", "description": "The id or the pet; absent for a password." },
              "secret": { "type": "string", "x-iac-sensitive": true, "description": "The password; absent for an id or a pet." }
            }
          },
          "identity": ["id"], "naturalKeys": [],
          "operations": { "update": false, "list": false, "import": false },
          "undo": { "create": "exact", "update": "exact", "delete": "irreversible" },
          "stateful": false,
          "examples": [ { "kind": "pet" }, { "kind": "password", "length": 24 } ]
        }
        """;

    public override IEnumerable<WireDiagnostic> Check(Datum properties, OperationContext context)
    {
        if (properties["kind"]?.AsText() == "password" && properties["length"]?.AsInteger() < ShortestPassword)
        {
            yield return new WireDiagnostic("error", "range", $"length: a password has at least {ShortestPassword} characters", "/length", context.Urn);
        }
    }

    public override Task<ResourceObject> CreateAsync(Datum properties, OperationContext context)
    {
        var outputs = RandomMaker.Make(Properties(properties));
        return Task.FromResult(new ResourceObject(outputs.Id, properties, Write(outputs)));
    }

    // It is nowhere but in the record.
    public override Task<ResourceObject?> ReadAsync(ResourceObject known, OperationContext context) => Task.FromResult<ResourceObject?>(known);
}
