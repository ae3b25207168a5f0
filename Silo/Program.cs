using ChatMemory.Api.Settings;
using ChatMemory.Silo;

return args.Contains("--schema-only")
    ? await SchemaCommand.RunAsync(() => Node.Build(args))
    : await Startup.RunAsync(() => Node.Build(args));
