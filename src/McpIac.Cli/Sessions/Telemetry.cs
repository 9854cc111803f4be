using System.Runtime.CompilerServices;
using McpIac.Engine.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace McpIac.Cli.Sessions;

/// <summary>Sends traces and measures of runs by OTLP when OpenTelemetry's own variables ask for it; without them nothing of it is loaded.</summary>
internal static class Telemetry
{
    /// <summary>Null when nobody asked. Disposing sends what is left.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static IDisposable? Start(Func<string, string?> variable)
    {
        bool Is(string name, string value) => string.Equals(variable(name), value, StringComparison.OrdinalIgnoreCase);
        if (Is("OTEL_SDK_DISABLED", "true")) return null;
        bool Wanted(string signal) => !Is($"OTEL_{signal}_EXPORTER", "none")
            && (Is($"OTEL_{signal}_EXPORTER", "otlp") || variable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 } || variable($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT") is { Length: > 0 });
        var (traces, metrics) = (Wanted("TRACES"), Wanted("METRICS"));
        return traces || metrics ? Build(traces, metrics) : null;
    }

    // Its own method, so that the libraries are loaded only when it is called.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Exporters Build(bool traces, bool metrics)
    {
        // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come before what is said here.
        var resource = ResourceBuilder.CreateEmpty().AddService("mciacc").AddTelemetrySdk().AddEnvironmentVariableDetector();
        return new Exporters(
            traces ? Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(EngineTelemetry.Name).AddOtlpExporter().Build() : null,
            metrics ? Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(EngineTelemetry.Name).AddOtlpExporter().Build() : null);
    }

    private sealed class Exporters(IDisposable? traces, IDisposable? metrics) : IDisposable
    {
        public void Dispose()
        {
            traces?.Dispose();
            metrics?.Dispose();
        }
    }
}
