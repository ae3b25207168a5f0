using System.Net;
using ChatMemory.Load.Answers;
using ChatMemory.Support.StandIn;

namespace ChatMemory.Load.Model;

/// <summary>
/// A model server for load tests: it answers each message with the tokens that the message asks for, at a set pace, and tells
/// whoever extracts that there is nothing to remember.
/// </summary>
internal static class ScriptedModel
{
    /// <summary>Starts one.</summary>
    /// <param name="firstToken">How long the model thinks.</param>
    /// <param name="pace">The time from one token to the next.</param>
    /// <param name="at">Where it listens; a free port of this machine without.</param>
    public static async Task<StandInModel> StartAsync(TimeSpan firstToken, TimeSpan pace, IPEndPoint? at = null)
    {
        var model = await StandInModel.StartAsync(record: false, at);
        model.Otherwise = request => AnswerScript.AskedFor(request.LastText()) is { } script
            ? ModelReply.Paced([.. script.Tokens], firstToken, pace)
            : ModelReply.Saying("{\"memories\":[]}");
        return model;
    }
}
