namespace ChatMemory.Api.Problems;

/// <summary>Which ids can be addressed by a path.</summary>
internal static class PathIds
{
    public static bool CanStandInPath(string id) => Keys.KeyText.IsValid(id) && id is not ("." or "..");
}
