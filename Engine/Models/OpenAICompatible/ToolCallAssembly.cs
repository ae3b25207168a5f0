using System.Text;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>Puts tool calls together from the pieces that a stream brings.</summary>
internal sealed class ToolCallAssembly
{
    private const int MaxCalls = 256;
    private const int MaxArguments = 4 * 1024 * 1024;

    private readonly List<Call> _calls = [];
    private int _length;

    public bool IsEmpty => _calls.Count == 0;

    public void Add(int? index, string? id, string? name, string? arguments)
    {
        var call = Find(index, id) ?? Begin(index);
        call.Id ??= NonEmpty(id);
        call.Name ??= NonEmpty(name);
        call.Arguments.Append(arguments);
        _length += arguments?.Length ?? 0;
        if (_length > MaxArguments)
            throw ModelFailure.TooLong();
    }

    /// <summary>The calls, whole now, in the order in which they began.</summary>
    public IEnumerable<FunctionCallContent> Take(string? responseId)
    {
        var calls = _calls.Select((call, place) => Whole(call, place, responseId)).ToList();
        _calls.Clear();
        return calls;
    }

    // Some servers number every call 0 and tell them apart by id only; others give no number.
    private Call? Find(int? index, string? id)
    {
        var call = index is null && !string.IsNullOrEmpty(id)
            ? _calls.FindLast(call => call.Id == id)
            : _calls.FindLast(call => index is null || call.Index == index);
        return call?.Id is { } known && !string.IsNullOrEmpty(id) && known != id ? null : call;
    }

    private Call Begin(int? index)
    {
        if (_calls.Count == MaxCalls)
            throw ModelFailure.TooLong();
        var call = new Call(index);
        _calls.Add(call);
        return call;
    }

    private static FunctionCallContent Whole(Call call, int place, string? responseId) => ToolCallText.Create(
        call.Id ?? $"call_{responseId}_{place}",
        call.Name ?? throw ModelFailure.Garbled(),
        call.Arguments.Length == 0 ? "{}" : call.Arguments.ToString());

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private sealed class Call(int? index)
    {
        public int? Index { get; } = index;

        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}
