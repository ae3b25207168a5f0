using System.Text;

namespace ChatMemory.Support.StandIn;

/// <summary>Sends an answer's tokens by a timetable; one that falls behind catches up, so that its pace does not depend on the machine.</summary>
internal sealed class StandInPace(int count, Func<int, string> token, TimeSpan first, TimeSpan pace)
{
    public async Task SendAsync(ReplyWriter writer)
    {
        var begun = TimeProvider.System.GetTimestamp();
        await EventAsync(writer, StandInWire.Role());
        for (var (sent, due) = (0, first); sent < count; due += pace)
        {
            var left = due - TimeProvider.System.GetElapsedTime(begun);
            if (left > TimeSpan.Zero)
                await Task.Delay(left, writer.Gone);
            await EventAsync(writer, StandInWire.Token(token(sent++)));
        }

        await EventAsync(writer, StandInWire.Finish("stop"));
        await EventAsync(writer, StandInWire.UsageChunk(count));
        await EventAsync(writer, "[DONE]");
    }

    private static Task EventAsync(ReplyWriter writer, string data) => writer.WriteAsync(Encoding.UTF8.GetBytes($"data: {data}\n\n"));
}
