using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Local.RandomValues;

internal sealed record RandomOutputs(
    [Description("An id of its own, which says nothing about the value."), RegularExpression("^random-[0-9a-f]{16}$")] string Id,
    [Description("The id or the pet; absent for a password.")] string? Value,
    [Description("The password; absent for an id or a pet."), Sensitive] string? Secret);
