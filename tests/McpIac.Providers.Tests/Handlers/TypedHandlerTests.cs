using McpIac.Providers.Handlers;
using McpIac.Providers.Tests.Harness;
using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation;
using McpIac.Schemas.Protocol;
using static McpIac.Providers.Tests.Harness.Session;

namespace McpIac.Providers.Tests.Handlers;

public sealed class TypedHandlerTests
{
    [Theory]
    [InlineData("properties")]
    [InlineData("outputs")]
    public void RecordsAndAttributes_MakeSchemasByTheMetaSchema(string part) => Assert.Empty(JsonSchema.Check(new NoteHandler().Type.Raw[part]!));

    [Fact]
    public void RecordsAndAttributes_MakeTheTypeThatIsPublished() => Assert.Equal("""
        {
          "type": "example:wall:note",
          "version": 1,
          "title": "Note",
          "description": "A note on a wall.",
          "properties": {
            "type": "object",
            "properties": {
              "text": {
                "type": "string",
                "description": "What it says.",
                "minLength": 1,
                "maxLength": 200,
                "x-iac-aliases": [
                  "content"
                ]
              },
              "priority": {
                "type": "integer",
                "default": 3,
                "minimum": 1,
                "maximum": 5
              },
              "board": {
                "type": "string",
                "x-iac-immutable": true,
                "pattern": "^[a-z]+$"
              },
              "color": {
                "enum": [
                  "yellow",
                  "paleBlue"
                ],
                "type": "string"
              },
              "pin": {
                "type": "string",
                "x-iac-sensitive": true,
                "x-iac-writeOnly": true
              },
              "labels": {
                "type": "array",
                "items": {
                  "type": "string"
                },
                "x-iac-unordered": true
              },
              "margin": {
                "type": "object",
                "properties": {
                  "left": {
                    "type": "integer",
                    "default": 5,
                    "description": "In millimetres."
                  }
                },
                "additionalProperties": false
              },
              "nail": {
                "type": "string",
                "x-iac-ref": "example:wall:nail#id",
                "x-iac-ref-or-text": true,
                "format": "uuid",
                "examples": [
                  "n-1"
                ],
                "x-iac-unit": "nails",
                "x-iac-from": "${id}",
                "x-iac-equal": "caseInsensitive",
                "x-iac-computed": true
              },
              "tags": {
                "type": "object",
                "additionalProperties": {
                  "type": "string"
                }
              }
            },
            "additionalProperties": false,
            "required": [
              "text"
            ]
          },
          "outputs": {
            "type": "object",
            "properties": {
              "id": {
                "type": "string"
              },
              "token": {
                "type": "string",
                "x-iac-sensitive": true
              },
              "length": {
                "type": "integer"
              }
            },
            "additionalProperties": false,
            "required": [
              "id",
              "token",
              "length"
            ]
          },
          "identity": [
            "id"
          ],
          "naturalKeys": [
            [
              "board",
              "text"
            ]
          ],
          "operations": {
            "update": true,
            "list": false,
            "import": false
          },
          "undo": {
            "create": "exact",
            "update": "exact",
            "delete": "recreate"
          },
          "stateful": true,
          "deleteFirst": true,
          "examples": [
            {
              "text": "buy milk"
            }
          ]
        }
        """, DatumWriter.Write(new NoteHandler().Type.Raw, sortKeys: false, indent: true));

    [Fact]
    public async Task TypedHandler_CreatesUpdatesAndDeletes_WithSecretsMissingFromWhatWasBefore()
    {
        var handler = new NoteHandler();
        await using var session = await StartAsync(handler);
        var made = await session.MadeAsync(Create("n", Map(("content", "milk"), ("pin", "1234-pin"), ("color", "paleBlue")), type: "example:wall:note"));
        Assert.Equal(Map(("text", "milk"), ("pin", Map(("$iac", "secret"))), ("color", "paleBlue"), ("priority", 3)), made.Properties);
        Assert.Equal(Map(("id", "note-1"), ("token", "token-note-1"), ("length", 4)), made.Outputs);

        var changed = await session.MadeAsync(Update(made, Map(("text", "bread"), ("pin", "1234-pin"), ("margin", Map(("left", 7))))));
        Assert.Equal(Datum.Of(5), changed.Outputs["length"]);
        Assert.Equal(new Live<NoteProperties, NoteOutputs>("note-1", new NoteProperties("milk", Color: NoteColor.PaleBlue), new NoteOutputs("note-1", "token-note-1", 4)),
            handler.LastPrior);

        await session.ApplyOneAsync(Delete(made));
        Assert.Equal("deleted", (await session.GetAsync(new GetArguments(Id: made.Id, Type: made.Type))).Data!.State);
    }

    [Theory]
    [InlineData("text", "", "/text")]
    [InlineData("color", "green", "/color")]
    [InlineData("board", "UPPER", "/board")]
    [InlineData("text", "xxx", "/text")]
    public async Task ValueThatTheAttributesForbid_IsInvalid(string name, string value, string path)
    {
        await using var session = await StartAsync(new NoteHandler());
        var result = await session.ApplyOneAsync(Create("n", Map(("text", "milk")).With(name, Datum.Of(value)), type: "example:wall:note"));
        Assert.Equal(("failed", "invalid", path), (result.Outcome, result.Error?.Code, result.Error?.Details?.Path));
    }

    [Fact]
    public async Task Check_IsNotAskedAboutUnknownValues()
    {
        await using var session = await StartAsync(new NoteHandler());
        var answer = await session.CallAsync<ValidateData>("validateConfig",
            new ValidateArguments([new("example:wall:note", "n", Map(("text", Map(("$iac", "unknown")))))]));
        Assert.True(answer.Data!.Valid);
    }
}
