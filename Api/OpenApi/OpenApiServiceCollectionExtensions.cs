using ChatMemory.Keys;
using ChatMemory.Memories;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ChatMemory.Api.OpenApi;

/// <summary>The document at <c>/openapi/v1.json</c>: made from the endpoints, with what they cannot say of themselves.</summary>
internal static class OpenApiServiceCollectionExtensions
{
    private const string SchemeId = "credential";

    private static readonly HashSet<Type> TextIds = [typeof(UserId), typeof(SessionId), typeof(TenantId), typeof(NamespaceId), typeof(ValueName)];
    private static readonly HashSet<Type> Uuids = [typeof(ExchangeId), typeof(MemoryId)];

    public static IServiceCollection AddNativeOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) => DescribeAsync(document));
        options.AddOperationTransformer((operation, context, _) => AddPathUserAndCredentialAsync(operation, context));
        options.AddSchemaTransformer((schema, context, _) => DescribeOwnTypesAsync(schema, context));
    });

    private static Task DescribeAsync(OpenApiDocument document)
    {
        document.Info = new() { Title = "ChatMemoryCluster", Version = "v1", Description = "Streaming chat with long-term memory." };
        document.Servers = [];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [SchemeId] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key or a user token." },
        };
        return Task.CompletedTask;
    }

    private static Task AddPathUserAndCredentialAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        operation.Parameters ??= [];
        if (context.Description.RelativePath?.Contains("{user}", StringComparison.Ordinal) == true)
        {
            operation.Parameters.Insert(0, new OpenApiParameter
            {
                Name = "user",
                In = ParameterLocation.Path,
                Required = true,
                Description = "The user.",
                Schema = TextId(),
            });
        }

        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any())
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(SchemeId, context.Document)] = [] }];
        return Task.CompletedTask;
    }

    private static Task DescribeOwnTypesAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (TextIds.Contains(type))
            (schema.Type, schema.MinLength, schema.MaxLength) = (JsonSchemaType.String, 1, KeyText.MaxLength);
        else if (Uuids.Contains(type))
            (schema.Type, schema.Format) = (JsonSchemaType.String, "uuid");
        else if (type == typeof(FeedPosition))
            (schema.Type, schema.Pattern) = (JsonSchemaType.String, "^([0-9]+-)?[0-9]+$");
        else if (type == typeof(MemoryFilter))
            (schema.Type, schema.Description) = (JsonSchemaType.Object, "A filter. Every member is a condition and all must hold; see docs/api.md.");
        else if (type == typeof(Json.Items))
            schema.Description = "A text for one message of the user, or a list of items; a message may leave its type out.";
        return Task.CompletedTask;
    }

    private static OpenApiSchema TextId() => new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = KeyText.MaxLength };
}
