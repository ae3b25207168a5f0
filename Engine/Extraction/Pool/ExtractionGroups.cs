using ChatMemory.Sessions;

namespace ChatMemory.Extraction.Pool;

/// <summary>Divides what is due into calls of the extractor.</summary>
internal static class ExtractionGroups
{
    /// <summary>
    /// Fresh exchanges go together; one that failed before goes alone, so that it neither spoils the others' try nor is spoiled
    /// by them. The order stays.
    /// </summary>
    public static IEnumerable<IReadOnlyList<PendingExtraction>> Of(IEnumerable<PendingExtraction> pending)
    {
        var fresh = new List<PendingExtraction>();
        foreach (var next in pending)
        {
            if (next.Attempts == 0)
            {
                fresh.Add(next);
                continue;
            }

            if (fresh.Count > 0)
                yield return fresh;
            fresh = [];
            yield return [next];
        }

        if (fresh.Count > 0)
            yield return fresh;
    }
}
