using ChatMemory.Models;

namespace ChatMemory.Api.OpenAI.Models;

/// <summary><c>GET /v1/models</c>: the configured model. A request may name any other that the model server has.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this RouteGroupBuilder wire)
    {
        wire.MapGet("/models", (ModelsInUse models) => TypedResults.Json(new ModelList([new(models.Chat)]), Wire.Default.ModelList));
        wire.MapGet("/models/{*model}", (string model, ModelsInUse models) => model == models.Chat
            ? TypedResults.Json(new ModelEntry(model), Wire.Default.ModelEntry)
            : (IResult)new OpenAIError(StatusCodes.Status404NotFound, "There is no such model.", "model", "model_not_found"));
    }
}

/// <summary>The models.</summary>
internal sealed record ModelList(IReadOnlyList<ModelEntry> Data)
{
    public string Object { get; } = "list";
}

/// <summary>One model.</summary>
internal sealed record ModelEntry(string Id)
{
    public string Object { get; } = "model";

    public long Created { get; }

    public string OwnedBy { get; } = "chat-memory";
}
