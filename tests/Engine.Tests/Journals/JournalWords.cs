using System.Text;
using ChatMemory.Keys;

namespace ChatMemory.Journals;

/// <summary>The words in which these tests arrange.</summary>
internal static class JournalWords
{
    public static UserKey User(string user = "ann", string tenant = "acme") => new(TenantId.Parse(tenant), UserId.Parse(user));

    public static JournalKey Memory(string user = "ann") => JournalKey.Of(User(user));

    public static JournalKey Value(string name, string space = "n") => JournalKey.Of(new ValueKey(User().Tenant, NamespaceId.Parse(space), ValueName.Parse(name)));

    public static JournalKey Session(string session, string user = "ann") => JournalKey.Of(new SessionKey(User(user), SessionId.Parse(session)));

    public static MemoryId MemoryNumber(int number) => new(new Guid(number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0]));

    public static ReadOnlyMemory<byte> Text(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(JournalRecord record) => Encoding.UTF8.GetString(record.Payload.Span);

    public static JournalAppend After(this JournalHead head, params string[] texts) =>
        new(head.Key, head.Epoch, head.Sequence, [.. texts.Select(Text)]);

    public static JournalAppend Redacting(this JournalAppend append, long sequence, string text = "{}") =>
        append with { Redactions = [.. append.Redactions, new(sequence, Text(text))] };

    public static Task<JournalAppendResult> AppendAsync(this IJournalStore store, JournalHead head, params string[] texts) =>
        store.AppendAsync(head.After(texts), TestContext.Current.CancellationToken);

    public static async Task<List<(long Sequence, string Text)>> TextsAsync(this IJournalStore store, JournalHead head, long after = 0)
    {
        var texts = new List<(long, string)>();
        await foreach (var record in store.ReadAsync(head.Key, head.Epoch, after, TestContext.Current.CancellationToken))
            texts.Add((record.Sequence, Text(record)));
        return texts;
    }

    public static async Task<List<StoredVector>> VectorsAsync(this IJournalStore store, JournalHead head, string model = "m")
    {
        var vectors = new List<StoredVector>();
        await foreach (var vector in store.ReadVectorsAsync(head.Key.Owner, head.Epoch, model, TestContext.Current.CancellationToken))
            vectors.Add(vector);
        return vectors;
    }
}
