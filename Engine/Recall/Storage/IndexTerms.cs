using ChatMemory.Recall.Text;

namespace ChatMemory.Recall.Storage;

/// <summary>The terms under which a memory is found by its words.</summary>
internal static class IndexTerms
{
    public static List<string> Of(IReadOnlyList<Token> tokens)
    {
        var terms = new List<string>();
        foreach (var token in tokens)
        {
            if (!token.IsStop)
                terms.Add(token.Term);
        }

        return terms;
    }
}
