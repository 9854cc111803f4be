namespace McpIac.EndToEnd.Tests.Proxy;

/// <summary>How often there is still a fault to be made.</summary>
internal sealed class FaultTurn(string folder, int times)
{
    /// <summary>Takes one, if there is one left.</summary>
    public bool Take()
    {
        for (var i = 0; i < times; i++)
        {
            try
            {
                using var mark = new FileStream(Path.Combine(folder, $"fault{i}"), FileMode.CreateNew);
                return true;
            }
            catch (IOException)
            {
                // Another process made it.
            }
        }

        return false;
    }
}
