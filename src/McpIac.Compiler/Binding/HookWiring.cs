using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Secrets;
using McpIac.Schemas.Catalogs;

namespace McpIac.Compiler.Binding;

/// <summary>Puts hooks and the resources that they are of in order: what runs before is waited for, what runs after waits. Says what a hook can't do.</summary>
internal static class HookWiring
{
    public static List<BoundResource> Wire(List<BoundResource> resources, IReadOnlyList<BoundOutput> outputs, BindingScope scope)
    {
        var hooks = resources.Where(r => r.Options.Hook is not null).ToDictionary(r => r.Urn, StringComparer.Ordinal);
        if (hooks.Count == 0) return resources;
        var byTarget = hooks.Values.ToLookup(h => h.Options.Hook?.Of ?? "", StringComparer.Ordinal);
        var byUrn = resources.DistinctBy(r => r.Urn, StringComparer.Ordinal).ToDictionary(r => r.Urn, StringComparer.Ordinal);
        foreach (var hook in hooks.Values.Where(h => h.Options.Hook?.On.Contains("delete") == true)) CheckKept(hook, byUrn.GetValueOrDefault(hook.Options.Hook?.Of ?? ""), scope);
        foreach (var resource in resources)
        {
            foreach (var used in Used(resource.Properties.Values, hooks)) scope.Report(OptionProblems.HookUsed(used.Name, resource.Name, resource.Place));
        }

        foreach (var output in outputs)
        {
            foreach (var used in Used([output.Value], hooks)) scope.Report(OptionProblems.HookUsed(used.Name, $"the output {output.Name}", used.Place));
        }

        return [.. resources.Select(r => Wired(r, [.. byTarget[r.Urn]]))];
    }

    private static BoundResource Wired(BoundResource resource, BoundResource[] hooks)
    {
        if (resource.Options.Hook is { } own)
        {
            var others = resource.Dependencies.Where(d => d != own.Of);
            return resource with { Dependencies = [.. own.Before ? others : others.Append(own.Of)] };
        }

        if (hooks.Length == 0) return resource;
        DeleteHook[] kept = [.. from hook in hooks let said = hook.Options.Hook where said.On.Contains("delete")
            select new DeleteHook(hook.Urn, hook.Name, hook.Type.Token, hook.Provider, resource.Urn, said.Before, hook.Properties)];
        var before = hooks.Where(h => h.Options.Hook is { Before: true } said && said.On.Any(c => c != "delete")).Select(h => h.Urn);
        return resource with { Dependencies = [.. resource.Dependencies.Concat(before).Distinct(StringComparer.Ordinal)], Options = resource.Options with { DeleteHooks = kept } };
    }

    // When it runs, the program may be gone: what it is given has to be in state.
    private static void CheckKept(BoundResource hook, BoundResource? target, BindingScope scope)
    {
        foreach (var (name, value) in hook.Properties)
        {
            var parts = References.Parts(value).ToArray();
            var other = parts.OfType<Reference>().Select(r => r.Urn).FirstOrDefault(u => u != hook.Options.Hook?.Of);
            var secret = parts.Any(IsSecret) || parts.OfType<Reference>().Any(r => IsSecret(target, r)) || hook.Type.Properties.Member(name)?.Shape.Sensitive == true;
            if (other is not null) scope.Report(OptionProblems.HookKept(hook.Name, name, $"refers to {scope.Resource(other)?.Name ?? other}", hook.Place));
            else if (secret) scope.Report(OptionProblems.HookKept(hook.Name, name, "is a secret, or comes from outside of the program", hook.Place));
        }
    }

    private static bool IsSecret(Expression part) => part is Secret or External;

    // State has the fingerprint of a secret alone.
    private static bool IsSecret(BoundResource? target, Reference reference) => target is not null && reference.Urn == target.Urn && reference.Path.Count > 0
        && (SecretPaths.IsSecret(target.Type, reference.Path) || (target.Properties.TryGetValue(reference.Path[0], out var written) && References.Parts(written).Any(p => p is Secret or External { IsSecret: true })));

    private static IEnumerable<BoundResource> Used(IEnumerable<Expression> values, Dictionary<string, BoundResource> hooks) =>
        values.SelectMany(References.Of).Select(r => hooks.GetValueOrDefault(r.Urn)).OfType<BoundResource>().DistinctBy(h => h.Urn);
}
