using System.Security.Cryptography;
using System.Text;
using McpIac.Cli.Projects;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Settings;
using McpIac.Plans.Secrets;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Secrets;

namespace McpIac.Cli.Secrets;

/// <summary>The file of encrypted secrets on disk, and its key: of a key file that the settings or a variable name, else of a passphrase.</summary>
/// <param name="path">The file; need not exist yet.</param>
/// <param name="keyFile">Null for a passphrase.</param>
internal sealed class Vault(Session session, string path, string? keyFile)
{
    private const int ShortestPassphrase = 8;

    private string Shown => Project.Display(path);

    /// <summary>The nearest file upwards, else where one belongs: beside <c>mciacc.yaml</c>, else in the folder.</summary>
    public static Vault Of(Session session, string folder, ProjectSettings settings)
    {
        var own = Environment.GetEnvironmentVariable(OwnVariables.KeyFile);
        var keyFile = own is { Length: > 0 } ? Path.GetFullPath(own) : settings.KeyFile is { } named ? Path.GetFullPath(named, settings.Folder ?? folder) : null;
        return new Vault(session, Find(folder) ?? Path.Combine(settings.Folder ?? folder, SecretFile.FileName), keyFile);
    }

    /// <summary>The file; null without a problem when there is none yet.</summary>
    public (SecretFile? File, Diagnostic? Problem) Load()
    {
        if (!File.Exists(path)) return (null, null);
        return SecretFile.Read(File.ReadAllText(path)) is { } file ? (file, null) : (null, SecretProblems.Damaged(Shown));
    }

    /// <summary>A secret of a file.</summary>
    public (string? Value, Diagnostic? Problem) Open(SecretFile file, string environment, string name)
    {
        var (key, problem) = Unlock(file);
        if (key is null) return (null, problem);
        return file.Get(key, environment, name) is { } value ? (value, null) : (null, SecretProblems.Damaged(Shown, name));
    }

    /// <summary>Sets a secret, in a new file when there is none.</summary>
    public Diagnostic? Set(string environment, string name, string value)
    {
        var (file, problem) = Load();
        if (problem is not null) return problem;
        byte[]? key;
        if (file is null) (file, key, problem) = Create();
        else (key, problem) = Unlock(file);
        if (file is null || key is null) return problem;
        Write(path, file.With(key, environment, name, value).Write());
        return null;
    }

    public void Remove(SecretFile file, string environment, string name) => Write(path, file.Without(environment, name).Write());

    /// <summary>All secrets under a new key: a new passphrase, or a new key in the key file.</summary>
    public Diagnostic? Rotate(SecretFile file)
    {
        var (before, locked) = Unlock(file);
        if (before is null) return locked;
        var (fresh, key, problem) = keyFile is not null ? CreateFor(NewKeyFile(keyFile + ".new"), SecretKey.KeyFile)
            : Passphrase.New(session, OwnVariables.NewPassphrase, "new passphrase", ShortestPassphrase) is { } passphrase ? CreateFor(Encoding.UTF8.GetBytes(passphrase), SecretKey.Passphrase)
            : (null, null, TooShort(OwnVariables.NewPassphrase));
        if (fresh is null || key is null) return problem;
        if (file.Rekeyed(before, fresh.Key, key) is not { } rekeyed) return SecretProblems.Damaged(Shown);
        Write(path, rekeyed.Write());
        if (keyFile is not null) File.Move(keyFile + ".new", keyFile, overwrite: true);
        return null;
    }

    private static string? Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (Path.Combine(at.FullName, SecretFile.FileName) is var file && File.Exists(file)) return file;
        }

        return null;
    }

    private (byte[]? Key, Diagnostic? Problem) Unlock(SecretFile file)
    {
        // Servers start side by side, and only one may ask.
        lock (session.Keys)
        {
            if (session.Keys.TryGetValue(path, out var known)) return (known, null);
            var isPassphrase = file.Key.Kind == SecretKey.Passphrase;
            if (!isPassphrase && (keyFile is null || !File.Exists(keyFile))) return (null, SecretProblems.KeyFileMissing(Shown, keyFile is null ? null : Project.Display(keyFile)));
            var secret = !isPassphrase ? File.ReadAllBytes(keyFile ?? "")
                : Passphrase.Ask(session, OwnVariables.Passphrase, $"Passphrase of {Shown}: ") is { } text ? Encoding.UTF8.GetBytes(text) : null;
            if (secret is null) return (null, SecretProblems.Locked(Shown));
            var key = file.Key.Derive(secret);
            if (!file.Opens(key)) return (null, SecretProblems.WrongKey(Shown, isPassphrase));
            session.Keys[path] = key;
            return (key, null);
        }
    }

    private (SecretFile? File, byte[]? Key, Diagnostic? Problem) Create()
    {
        if (keyFile is not null)
        {
            var content = File.Exists(keyFile) ? File.ReadAllBytes(keyFile) : NewKeyFile(keyFile);
            return content.Length >= SecretKey.KeyFileBytes ? CreateFor(content, SecretKey.KeyFile)
                : (null, null, SecretProblems.Refused($"{Project.Display(keyFile)} has less than {SecretKey.KeyFileBytes} bytes, too few for a key.", "Delete it, and mciacc makes one."));
        }

        return Passphrase.New(session, OwnVariables.Passphrase, "passphrase", ShortestPassphrase) is { } passphrase
            ? CreateFor(Encoding.UTF8.GetBytes(passphrase), SecretKey.Passphrase) : (null, null, TooShort(OwnVariables.Passphrase));
    }

    private static (SecretFile? File, byte[]? Key, Diagnostic? Problem) CreateFor(byte[] secret, string kind)
    {
        var recipe = SecretKey.New(kind);
        var key = recipe.Derive(secret);
        return (SecretFile.New(recipe, key), key, null);
    }

    private static Diagnostic TooShort(string variable) => SecretProblems.Refused(
        $"There is no passphrase of at least {ShortestPassphrase} characters.", $"Set the environment variable {variable}, or run it where someone can be asked.");

    // For its owner alone from the first byte on.
    private static byte[] NewKeyFile(string file)
    {
        var content = Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretKey.KeyFileBytes)) + "\n");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
        stream.Write(content);
        return content;
    }

    // Whole or not at all.
    private static void Write(string file, string content)
    {
        var aside = $"{file}.{Environment.ProcessId}";
        File.WriteAllText(aside, content);
        File.Move(aside, file, overwrite: true);
    }
}
