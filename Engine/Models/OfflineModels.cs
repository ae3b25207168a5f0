namespace ChatMemory.Models;

/// <summary>The models that need no key and no network.</summary>
public static class OfflineModels
{
    /// <summary>The provider name that they give in their metadata.</summary>
    public const string ProviderName = "offline";
}
