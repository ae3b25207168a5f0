using ChatMemory.Api;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Settings;
using ChatMemory.Api.TerminalChat;

if (args is ["keys", .. var command])
    return KeysCommand.Run(command, Console.Out, Console.Error);

if (args is ["chat", .. var wishes])
{
    var interrupt = new Interrupt();
    Console.CancelKeyPress += (_, pressed) => pressed.Cancel = interrupt.Press();
    return await TerminalChatCommand.RunAsync(wishes, Console.In, Console.Out, Console.Error, interrupt);
}

return await Startup.RunAsync(() => OneProcessServer.Build(args));
