#if NETSTANDARD2_0
namespace System.Runtime.CompilerServices;

/// <summary>What the compiler asks for to allow <c>init</c>; netstandard2.0 lacks it.</summary>
internal static class IsExternalInit;
#else
// The analyzers are compiled against the library for netstandard2.0 and, in the tool, run with this one: to them its init accessors name the type above.
[assembly: System.Runtime.CompilerServices.TypeForwardedTo(typeof(System.Runtime.CompilerServices.IsExternalInit))]
#endif
