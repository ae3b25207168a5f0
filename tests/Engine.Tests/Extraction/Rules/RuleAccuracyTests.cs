namespace ChatMemory.Extraction.Rules;

public sealed class RuleAccuracyTests(ITestOutputHelper output)
{
    [Fact]
    public void DevelopmentSet_IsReadWithoutFault()
    {
        var accuracy = Accuracy.Of(DevelopmentSet.All);
        output.WriteLine($"{accuracy}");
        Assert.True(accuracy.Faults.Count == 0, string.Join('\n', accuracy.Faults));
    }

    [Fact]
    public void HeldOutSet_IsReadAboveTheFloor()
    {
        var accuracy = Accuracy.Of(HeldOutSet.All);
        output.WriteLine($"{accuracy}");
        Assert.True(accuracy.Precision >= 0.92, $"{accuracy}");
        Assert.True(accuracy.Recall >= 0.85, $"{accuracy}");
    }
}
