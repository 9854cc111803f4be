namespace McpIac.Providers.Local.RandomValues;

/// <summary>Friendly words for names that people have to say aloud.</summary>
internal static class PetWords
{
    public static IReadOnlyList<string> Adjectives { get; } =
    [
        "able", "agile", "amber", "ample", "apt", "azure", "bold", "brave", "bright", "brisk", "calm", "candid", "careful", "cheerful", "clear", "clever",
        "cosmic", "cosy", "crisp", "curious", "daring", "deft", "eager", "early", "earnest", "easy", "even", "exact", "fair", "fancy", "fast", "fine",
        "firm", "fleet", "fond", "frank", "fresh", "gentle", "glad", "golden", "good", "grand", "green", "handy", "happy", "hardy", "honest", "humble",
        "ideal", "jolly", "keen", "kind", "lively", "loyal", "lucky", "lunar", "merry", "mild", "modest", "neat", "nimble", "noble", "patient", "polite",
        "prime", "proud", "quick", "quiet", "rapid", "ready", "robust", "rosy", "royal", "rustic", "safe", "sharp", "silent", "silver", "sincere", "smart",
        "smooth", "snug", "solar", "solid", "sound", "spry", "steady", "still", "stout", "sunny", "swift", "tidy", "tough", "true", "vivid", "warm",
        "wise", "witty", "young", "zesty",
    ];

    public static IReadOnlyList<string> Animals { get; } =
    [
        "alpaca", "ant", "badger", "bat", "bear", "beaver", "bee", "bison", "boar", "bobcat", "buffalo", "camel", "cat", "cheetah", "chicken", "cobra",
        "cod", "condor", "cougar", "crab", "crane", "cricket", "crow", "deer", "dingo", "dog", "dolphin", "donkey", "dove", "duck", "eagle", "eel",
        "egret", "elk", "falcon", "ferret", "finch", "fox", "frog", "gecko", "gibbon", "goat", "goose", "grouse", "gull", "hare", "hawk", "heron",
        "horse", "ibex", "ibis", "jackal", "jaguar", "kiwi", "koala", "lark", "lemur", "llama", "lynx", "magpie", "marten", "mole", "moose", "moth",
        "mouse", "newt", "ocelot", "okapi", "orca", "osprey", "otter", "owl", "ox", "panda", "parrot", "pelican", "pony", "puffin", "puma", "quail",
        "rabbit", "raven", "robin", "salmon", "seal", "shrew", "skunk", "sloth", "snail", "sparrow", "squid", "stork", "swan", "tapir", "tiger", "toad",
        "trout", "turtle", "walrus", "weasel", "whale", "wolf", "wombat", "yak", "zebra",
    ];
}
