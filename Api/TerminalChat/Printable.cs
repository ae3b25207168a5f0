using System.Text;

namespace ChatMemory.Api.TerminalChat;

/// <summary>What a model writes is text to a terminal, never a command to it.</summary>
internal static class Printable
{
    /// <summary>The text without control characters other than line ends and tabs.</summary>
    public static string Of(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var c in text)
            printable.Append(char.IsControl(c) && c is not ('\n' or '\t') ? '\uFFFD' : c);
        return printable.ToString();
    }
}
