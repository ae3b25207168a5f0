using ChatMemory.Models;
using Microsoft.Extensions.AI;

namespace ChatMemory.Sessions;

/// <summary>The reasons for which an exchange does not complete, as callers read them.</summary>
internal static class EndReasons
{
    public static EndReason Cancelled { get; } = new("cancelled", "The caller cancelled the exchange.", Retryable: true);

    public static EndReason Deadline { get; } = new("deadline", "The exchange did not end in time.", Retryable: true);

    public static EndReason ToolResultsMissing { get; } =
        new("tool_results_missing", "The results of the tool calls did not arrive in time.", Retryable: true);

    public static EndReason Interrupted { get; } =
        new("interrupted", "The server stopped in the middle of the answer.", Retryable: true);

    public static EndReason Length { get; } = new("length", "The model reached its limit of tokens.", Retryable: false);

    public static EndReason ContentFilter { get; } =
        new("content_filter", "The model's content filter ended the answer.", Retryable: false);

    public static EndReason AnswerTooLong { get; } =
        new("answer_too_long", "The answer became longer than the server keeps.", Retryable: false);

    public static EndReason NoFinish { get; } =
        new(ModelErrors.CutOff, "The model's stream ended without saying that the answer is finished.", Retryable: true);

    public static EndReason NoCalls { get; } =
        new(ModelErrors.Garbled, "The model ended its turn for tool calls but made none.", Retryable: true);

    public static EndReason Unexpected { get; } = new(ModelErrors.Error, "Asking the model failed unexpectedly.", Retryable: true);

    /// <summary>Why a stream that ended so is no whole answer; null when it is one.</summary>
    public static EndReason? Of(ChatFinishReason? finish, bool calls)
    {
        if (finish == ChatFinishReason.Length)
            return Length;
        if (finish == ChatFinishReason.ContentFilter)
            return ContentFilter;
        if (finish != ChatFinishReason.Stop && finish != ChatFinishReason.ToolCalls)
            return NoFinish;
        return finish == ChatFinishReason.ToolCalls && !calls ? NoCalls : null;
    }

    /// <summary>Whether what there is of the answer is kept as incomplete or the exchange failed.</summary>
    public static ExchangeStatus StatusOf(EndReason reason) =>
        reason == Length || reason == ContentFilter || reason == AnswerTooLong || ModelErrors.LeavesAnswerIncomplete(reason.Code)
            ? ExchangeStatus.Incomplete
            : ExchangeStatus.Failed;

    public static EndReason Of(ModelException failure) => new(failure.Code, failure.Message, failure.IsTransient);
}
