using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace McpIac.Analyzers.Tests.Hosts;

/// <summary>Applies a fix to what the analyzer, or the compiler, finds at the marked places, and compares the result.</summary>
internal static class VerifyFix
{
    /// <param name="index">Which of several ways to mend it.</param>
    public static Task Changes<TFix>(string source, string mended, int index = 0, bool compilerErrors = false, string? baseline = null) where TFix : CodeFixProvider, new()
    {
        var test = new CSharpCodeFixTest<ProgramAnalyzer, TFix, DefaultVerifier>
        {
            TestCode = source, FixedCode = mended, ReferenceAssemblies = Verify.None, CodeActionIndex = index,
            CompilerDiagnostics = CompilerDiagnostics.Errors, CodeFixTestBehaviors = compilerErrors ? CodeFixTestBehaviors.SkipFixAllCheck : CodeFixTestBehaviors.None,
        };
        Verify.Prepare(test);
        if (baseline is not null) test.TestState.AdditionalFiles.Add(("app.mciacc-baseline.json", baseline));
        if (baseline is not null) test.FixedState.AdditionalFiles.Add(("app.mciacc-baseline.json", baseline));
        test.FixedState.Sources.Add(("Prelude.cs", Bindings.Prelude));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
