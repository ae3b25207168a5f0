using Microsoft.Extensions.AI;

namespace ChatMemory.Models.Embeddings;

/// <summary>Texts that go in one request, equal ones once.</summary>
internal sealed class EmbeddingBatch
{
    private readonly List<EmbeddingWish> _wishes = [];
    private readonly List<string> _texts = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private long _tokens;

    public bool IsEmpty => _wishes.Count == 0;

    /// <summary>Takes a text in unless that would exceed a bound; the first always fits.</summary>
    public bool TryAdd(EmbeddingWish wish, int maxTexts, long maxTokens)
    {
        if (!_places.ContainsKey(wish.Text))
        {
            var tokens = TokenEstimate.Of(wish.Text);
            if (_texts.Count > 0 && (_texts.Count >= maxTexts || _tokens + tokens > maxTokens))
                return false;
            _tokens += tokens;
            _places.Add(wish.Text, _texts.Count);
            _texts.Add(wish.Text);
        }

        _wishes.Add(wish);
        return true;
    }

    /// <summary>Sends the request and answers every caller. A refused batch is sent again call by call, so that one caller's text spoils no other's.</summary>
    public async Task SendAsync(IEmbeddingGenerator<string, Embedding<float>> generator)
    {
        try
        {
            var vectors = await generator.GenerateAsync(_texts);
            foreach (var wish in _wishes)
                wish.Fulfil(vectors[_places[wish.Text]]);
        }
        catch (ModelException e) when (!e.IsTransient && Calls() is { Count: > 1 } calls)
        {
            foreach (var call in calls)
                await call.SendAsync(generator);
        }
        // Whatever it was, it belongs to the callers: nobody else hears of it.
        catch (Exception e)
        {
            foreach (var wish in _wishes)
                wish.Fail(e);
        }
    }

    private List<EmbeddingBatch> Calls() => [.. _wishes.GroupBy(wish => wish.Call).Select(Of)];

    private static EmbeddingBatch Of(IEnumerable<EmbeddingWish> wishes)
    {
        var batch = new EmbeddingBatch();
        foreach (var wish in wishes)
            batch.TryAdd(wish, int.MaxValue, long.MaxValue);
        return batch;
    }
}
