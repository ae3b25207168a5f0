using ChatMemory.Sessions;

namespace ChatMemory.Extraction.Model;

/// <summary>What one call of the model reads: messages with the numbers by which its answer names them.</summary>
/// <param name="Exchanges">The exchanges, oldest first.</param>
/// <param name="Messages">Their messages; the first has the number 1.</param>
internal sealed record ModelReading(IReadOnlyList<PendingExtraction> Exchanges, IReadOnlyList<Sourcing> Messages)
{
    /// <summary>The most characters of one message that the model sees; what it does not see it cannot quote.</summary>
    public const int LongestMessage = 12_000;

    private const int LongestReading = 60_000;

    /// <summary>The message that a number names, or null.</summary>
    public Sourcing? Numbered(int number) => number >= 1 && number <= Messages.Count ? Messages[number - 1] : null;

    /// <summary>Divides a batch so that no call reads more than a model takes.</summary>
    public static IEnumerable<ModelReading> Of(ExtractionBatch batch)
    {
        var exchanges = new List<PendingExtraction>();
        var messages = new List<Sourcing>();
        var length = 0;
        foreach (var pending in batch.Exchanges)
        {
            var spoken = Sourcing.Of(batch.Session, pending).ToList();
            var added = spoken.Sum(message => Math.Min(message.Placed.Message.Text.Length, LongestMessage));
            if (messages.Count > 0 && length + added > LongestReading)
            {
                yield return new(exchanges, messages);
                (exchanges, messages, length) = ([], [], 0);
            }

            exchanges.Add(pending);
            messages.AddRange(spoken);
            length += added;
        }

        if (messages.Count > 0)
            yield return new(exchanges, messages);
    }
}
