using ChatMemory.Api.Settings;
using ChatMemory.Silo;

await using var node = Node.Build(args);
if (args.Contains("--schema-only"))
    return await SchemaCommand.RunAsync(node);
return await node.RunToEndAsync();
