using McpIac.Compiler.Programs;
using McpIac.Compiler.Scripts;

if (args is ["__run-script", .. var rest]) return ScriptChild.Run(rest);

// "compile PROGRAM SCHEMAS CACHE CHILD…" prints what was loaded to do it: the way to see that a warm build has no Roslyn in it.
if (args is ["compile", var program, var schemas, var cache, .. var child])
{
    var result = await ProgramCompiler.CompileAsync(new CompileRequest(program, schemas, cache, child, TimeSpan.FromSeconds(60)), CancellationToken.None);
    foreach (var diagnostic in result.Diagnostics) Console.WriteLine(diagnostic);
    Console.WriteLine($"from cache: {result.FromCache}, resources: {result.Deployment?.Resources.Count}");
    foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies()) Console.WriteLine(assembly.GetName().Name);
    return 0;
}

return 2;
