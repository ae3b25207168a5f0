using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Support;
using ChatMemory.Values.Collecting;
using FsCheck;
using FsCheck.Fluent;

namespace ChatMemory.Values;

/// <summary>Random commands, given to two writers of one value that know nothing of each other, do what they do to a plain list.</summary>
public sealed class StoredValueProperties
{
    private const ulong Seed = 20_260_105;

    private static readonly ValueKey Key = new(TenantId.Default, NamespaceId.Parse("n"), ValueName.Parse("k"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_InAnyOrder_DoWhatTheyDoToAPlainList()
    {
        var step = from kind in Gen.Choose(0, 9) from writer in Gen.Choose(0, 1) from number in Gen.Choose(0, 3) select new Step(kind, writer, number);
        foreach (var steps in Gen.Sample(Gen.ListOf(step, 60), 60, new Rnd(Seed), 300))
        {
            var run = new Run();
            for (var i = 0; i < steps.Count; i++)
                await run.DoAsync(steps[i], $"seed {Seed}, step {i} of [{string.Join("; ", steps)}]");
        }
    }

    private sealed record Step(int Kind, int Writer, int Number);

    private sealed class Run
    {
        private readonly ManualTime _time = new();
        private readonly InMemoryJournalStore _journals;
        private readonly StoredValueActor[] _writers;
        private readonly HashSet<string> _keys = [];
        private List<int>? _expected;
        private DateTimeOffset? _expires;
        private string? _version;
        private int _written;

        public Run()
        {
            _journals = new(_time);
            _writers = [NewWriter(), NewWriter()];
        }

        public async Task DoAsync(Step step, string history)
        {
            var writer = _writers[step.Writer];
            switch (step.Kind)
            {
                case 0:
                    _writers[step.Writer] = NewWriter();
                    break;
                case 1:
                    _time.Advance(TimeSpan.FromSeconds(step.Number));
                    break;
                case 2:
                    await new ExpiredValues(_journals, _time).CollectAsync(Cancelled);
                    break;
                case 3:
                    Expire();
                    Same(_expected is null ? WriteStatus.Absent : WriteStatus.Done, (await writer.DeleteAsync(new(), Cancelled)).Status, history);
                    Forget();
                    break;
                case 4 or 5:
                    await SetAsync(writer, step.Number, history);
                    break;
                default:
                    await AppendAsync(writer, step.Number, history);
                    break;
            }

            await CompareAsync(step, history);
        }

        private async Task SetAsync(StoredValueActor writer, int number, string history)
        {
            Expire();
            List<int> items = [.. Enumerable.Range(_written++, number)];
            var ttl = number == 2 ? TimeSpan.FromSeconds(2) : (TimeSpan?)null;
            var condition = number switch { 0 => _version, 1 => "0-0", _ => null };
            var outcome = await writer.SetAsync(new(Text(items), ttl, condition, IfAbsent: number == 3), Cancelled);

            var conflict = (number == 0 && condition is not null && _expected is null) || number == 1 || (number == 3 && _expected is not null);
            Same(conflict ? WriteStatus.Conflict : WriteStatus.Done, outcome.Status, history);
            if (conflict)
                return;
            _keys.Clear();
            (_expected, _expires, _version) = (items, _time.GetUtcNow() + ttl, outcome.Version);
        }

        private async Task AppendAsync(StoredValueActor writer, int number, string history)
        {
            Expire();
            var key = number == 3 ? $"{_written % 2}" : null;
            var outcome = await writer.AppendAsync(new([$"{_written}"], IdempotencyKey: key), Cancelled);

            var duplicate = key is not null && _keys.Contains(key);
            Same(WriteStatus.Done, outcome.Status, history);
            Same(duplicate, outcome.Duplicate, history);
            if (!duplicate)
                (_expected ??= []).Add(_written);
            if (key is not null)
                _keys.Add(key);
            _written++;
            _version = outcome.Version;
        }

        private async Task CompareAsync(Step step, string history)
        {
            Expire();
            var got = await _writers[1 - step.Writer].GetAsync(Cancelled);
            Same(_expected is null ? null : Text(_expected), got?.Json, history);
            Same(_expected?.Count, got?.Items, history);
            Same(_expected is null ? null : _version, got?.Version, history);
            Same(_expires, got?.ExpiresAt, history);
            if (await _journals.FindAsync(JournalKey.Of(Key), Cancelled) is { } head && got is not null)
                Assert.True(await _journals.ReadAsync(head.Key, head.Epoch, cancellationToken: Cancelled).CountAsync(Cancelled) <= got.Items + 1, history);
        }

        private void Expire()
        {
            if (_expires <= _time.GetUtcNow())
                Forget();
        }

        private void Forget()
        {
            (_expected, _expires) = (null, null);
            _keys.Clear();
        }

        private StoredValueActor NewWriter() => new(Key, _journals, new(), _time);

        private static string Text(List<int> items) => $"[{string.Join(',', items)}]";

        private static void Same<T>(T expected, T actual, string history) =>
            Assert.True(EqualityComparer<T>.Default.Equals(expected, actual), $"Expected {expected}, was {actual}; {history}");
    }
}
