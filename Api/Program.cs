using ChatMemory.Api;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Settings;

if (args is ["keys", .. var command])
    return KeysCommand.Run(command, Console.Out, Console.Error);

return await Startup.RunAsync(() => OneProcessServer.Build(args));
