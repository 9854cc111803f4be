using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>What texts have in C#, on texts that may be known only when the deployment is applied. Ordinal and culture-invariant.</summary>
public static class TextMethods
{
    extension(Value<string> text)
    {
        /// <summary>In UTF-16 code units, as <see cref="string.Length"/>.</summary>
        public Value<long> Length => new(Compose.Call("length", text.OrNull));

        public Value<string> ToUpper() => new(Compose.Call("upper", text.OrNull));
        public Value<string> ToLower() => new(Compose.Call("lower", text.OrNull));
        public Value<string> Trim() => new(Compose.Call("trim", text.OrNull));
        public Value<string> TrimStart() => new(Compose.Call("trimStart", text.OrNull));
        public Value<string> TrimEnd() => new(Compose.Call("trimEnd", text.OrNull));

        /// <summary>Without that beginning, where it is there.</summary>
        public Value<string> TrimPrefix(Value<string> prefix) => new(Compose.Call("trimPrefix", text.OrNull, prefix.OrNull));

        /// <summary>Without that end, where it is there.</summary>
        public Value<string> TrimSuffix(Value<string> suffix) => new(Compose.Call("trimSuffix", text.OrNull, suffix.OrNull));

        /// <summary>With so many spaces, 0 to 1,000, after each line feed.</summary>
        public Value<string> Indent(Value<long> spaces) => new(Compose.Call("indent", text.OrNull, spaces.OrNull));
        public Value<string> Replace(Value<string> old, Value<string> replacement) => new(Compose.Call("replace", text.OrNull, old.OrNull, replacement.OrNull));
        public ValueList<string> Split(Value<string> separator) => new(Compose.Call("split", text.OrNull, separator.OrNull));
        public Value<bool> StartsWith(Value<string> start) => new(Compose.Call("startsWith", text.OrNull, start.OrNull));
        public Value<bool> EndsWith(Value<string> end) => new(Compose.Call("endsWith", text.OrNull, end.OrNull));
        public Value<bool> Contains(Value<string> part) => new(Compose.Call("contains", text.OrNull, part.OrNull));
        public Value<long> IndexOf(Value<string> part) => new(Compose.Call("indexOf", text.OrNull, part.OrNull));
        public Value<long> LastIndexOf(Value<string> part) => new(Compose.Call("lastIndexOf", text.OrNull, part.OrNull));
        public Value<string> Substring(Value<long> start) => new(Compose.Call("substring", text.OrNull, start.OrNull));
        public Value<string> Substring(Value<long> start, Value<long> length) => new(Compose.Call("substring", text.OrNull, start.OrNull, length.OrNull));
        public Value<string> PadLeft(Value<long> width, Value<string> filler) => new(Compose.Call("padLeft", text.OrNull, width.OrNull, filler.OrNull));
        public Value<string> PadRight(Value<long> width, Value<string> filler) => new(Compose.Call("padRight", text.OrNull, width.OrNull, filler.OrNull));

        /// <summary>The text read as a number; one that is none is an error when it is known.</summary>
        public Value<double> AsNumber() => new(Compose.Call("asNumber", text.OrNull));
    }
}
