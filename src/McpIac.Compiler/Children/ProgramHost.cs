using System.Reflection;
using McpIac.Compiler.Components;
using McpIac.Compiler.Programs;
using McpIac.Dsl.Components;
using McpIac.Dsl.Deployments;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Children;

/// <summary>The inside of a program's process: runs it once and reports once, however it ends.</summary>
internal sealed class ProgramHost
{
    private readonly ChildTask task;
    private readonly PrintWatch print;
    private readonly Lock reporting = new();
    private DeploymentRecorder? recorder;
    private bool reported;

    public ProgramHost(ChildTask task)
    {
        this.task = task;
        print = new PrintWatch(place => Leave(Failure(ProgramProblems.PrintedTooMuch(place))));
    }

    public int Run()
    {
        Console.SetIn(TextReader.Null);
        Console.SetOut(print);
        Console.SetError(print);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Report(Failure(ProgramProblems.Exited(null)));
        AppDomain.CurrentDomain.UnhandledException += (_, thrown) =>
        {
            if (thrown.ExceptionObject is Exception exception) Leave(Threw(exception));
        };
        Leave(Result());
        return 0;
    }

    private ChildResult Result()
    {
        try
        {
            var program = new ProgramLoadContext(task).LoadProgram();
            if (task.LinesFile is not null) LastLine.Connect(program, task.LinesFile);
            if (task.UsesFile is { } uses) return Components(program, uses);
            if (program.EntryPoint is not { } entry) return Failure(ProgramProblems.NoEntryPoint(task.Assembly));
            recorder = DeploymentRecorder.Begin(task.DefaultName, task.Parameters);
            entry.Invoke(null, BindingFlags.DoNotWrapExceptions, null, entry.GetParameters().Length == 0 ? null : [Array.Empty<string>()], null);
            if (recorder.ParameterProblems is { Count: > 0 } wrong) return new ChildResult(ProgramEnd.Failed, null, [.. wrong, .. Printed()]);
            var (deployment, diagnostics) = recorder.Finish();
            return new ChildResult(ProgramEnd.Completed, deployment, [.. diagnostics, .. Printed()]);
        }
        catch (Exception exception)
        {
            return Threw(exception);
        }
    }

    // Each in a recording of its own: what is around it is added where it is used.
    private ChildResult Components(Assembly program, string uses)
    {
        var asked = ComponentTask.FromDatum(DatumReader.Read(File.ReadAllText(uses)).Value)?.Uses ?? [];
        var classes = ComponentClass.In(program);
        var (made, diagnostics) = (new List<DeclaredDeployment>(), new List<Diagnostic>());
        foreach (var use in asked)
        {
            recorder = DeploymentRecorder.Begin(task.DefaultName);
            classes.First(c => c.Name == use.Component).Make(use.Name, use.Inputs.ToDictionary(i => i.Name, i => i.Value, StringComparer.Ordinal), use.Reads.Select(r => r.Output));
            var (deployment, problems) = recorder.Finish();
            made.Add(deployment);
            diagnostics.AddRange(problems);
        }

        return new ChildResult(ProgramEnd.Completed, null, [.. diagnostics.Distinct(), .. Printed()]) { Components = new ComponentResult([.. classes.Select(ClassSignature.Of)], made) };
    }

    private ChildResult Threw(Exception exception)
    {
        while (exception is AggregateException { InnerExceptions.Count: 1 } or TypeInitializationException or TargetInvocationException
            && exception.InnerException is { } inner) exception = inner;
        // A parameter without a usable value is why, more often than not.
        return recorder?.ParameterProblems is { Count: > 0 } wrong ? new ChildResult(ProgramEnd.Failed, null, [.. wrong, .. Printed()])
            : Failure(ProgramProblems.Threw(exception, UserFrames.Of(exception)));
    }

    private ChildResult Failure(Diagnostic problem) => new(ProgramEnd.Failed, null, [problem, .. Printed()]);

    private IEnumerable<Diagnostic> Printed() => print.Printed ? [ProgramProblems.Printed(print.FirstPlace)] : [];

    // Threads a program left running would keep the process alive, so it is ended; nothing after the report counts.
    private void Leave(ChildResult result)
    {
        Report(result);
        Environment.Exit(0);
    }

    private void Report(ChildResult result)
    {
        // A second report waits for the first: it comes from a thread that is about to end the process.
        lock (reporting)
        {
            if (reported) return;
            reported = true;
            var aside = task.ResultFile + ".part";
            File.WriteAllText(aside, DatumWriter.Write(result.ToDatum(), sortKeys: false));
            File.Move(aside, task.ResultFile);
        }
    }
}
