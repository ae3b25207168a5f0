using ChatMemory.Api.Chat;
using ChatMemory.Api.ConsolePage;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Health;
using ChatMemory.Api.Json;
using ChatMemory.Api.Mcp;
using ChatMemory.Api.Mem0;
using ChatMemory.Api.Memories;
using ChatMemory.Api.OpenAI;
using ChatMemory.Api.OpenApi;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Quotas;
using ChatMemory.Api.Routing;
using ChatMemory.Api.Sessions;
using ChatMemory.Api.Settings;
using ChatMemory.Api.Streaming;
using ChatMemory.Api.Telemetry;
using ChatMemory.Api.Tokens;
using ChatMemory.Api.Usage;
using ChatMemory.Api.Users;
using ChatMemory.Api.Values;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api;

/// <summary>The HTTP side of chat memory, for any host that runs the engine.</summary>
public static class ChatMemoryApi
{
    /// <summary>Adds what the endpoints need besides an <see cref="IChatMemoryHost"/> and its services.</summary>
    public static IServiceCollection AddChatMemoryApi(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSettings();
        services.AddCredentials();
        services.AddNativeOpenApi();
        services.AddQuotas();
        services.AddOpenAIWire();
        services.AddMcpWire();
        services.AddConsolePage();
        services.AddTelemetryExport();
        services.AddMem0Wire();
        services.AddSingleton<IProblemDetailsWriter, ErrorFormWriter>();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context => ProblemCodes.Complete(context.ProblemDetails)).AddExceptionHandler<ProblemHandler>();
        services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelLimits>();
        services.AddSingleton<StreamGate>().AddSingleton<ExchangeWait>();
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }

    /// <summary>Puts the pipeline and all endpoints in place.</summary>
    public static WebApplication MapChatMemoryApi(this WebApplication app)
    {
        app.UseMiddleware<RequestActivity>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<StartGuard>();
        app.UseMiddleware<OpenServerGuard>();
        app.UseWebSockets();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<PathKeys>();
        app.UseMiddleware<QuotaGuard>();

        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapNative();
        app.MapOpenAI();
        app.MapMcp();
        app.MapConsolePage();
        app.MapMem0();
        return app;
    }

    private static void MapNative(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api").RequireAuthorization().AddEndpointFilter<ValidationFilter>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapChat();
        api.MapBatchRecall();
        api.MapTokens();
        api.MapUsers();
        api.MapValues();
        api.MapUsage();

        var user = api.MapGroup("/users/{user}").WithMetadata(new HasPathKeys()).ProducesProblem(StatusCodes.Status404NotFound);
        user.MapUser();
        user.MapUserUsage();
        user.MapSessions();
        user.MapMemories();
    }
}
