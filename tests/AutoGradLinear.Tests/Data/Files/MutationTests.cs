using AutoGradLinear.Mutations;
using AutoGradLinear.Mutations.Subjects;
using Xunit;

namespace AutoGradLinear.Tests.Data.Files;

/// <summary>A small part of what the program AutoGradLinear.Mutations runs.</summary>
public class MutationTests
{
    [Fact]
    public void DamagedFilesGiveCleanErrorsOrConsistentData()
    {
        var failures = new List<string>();
        var options = new MutationOptions { Count = 3000, Seed = 7, Failures = Path.Combine(AppContext.BaseDirectory, "mutation-failures") };
        Tally tally = new MutationCampaign(options, failures.Add).Run(_ => { }, Environment.FailFast);
        Assert.Empty(failures);
        Assert.Equal(3000, tally.Total);
        Assert.True(tally.Refused > 1000, "Mutations that are hardly ever refused do not damage the files.");
        Assert.True(tally.Valid > 50, "Mutations that are always refused may not reach the readers.");
    }

    [Fact]
    public void EveryFormatIsDamaged()
    {
        int formats = AllSubjects.Make().Count;
        Tally tally = new MutationCampaign(new MutationOptions { Count = formats, Seed = 5 }, _ => { }).Run(_ => { }, Environment.FailFast);
        Assert.Equal(formats + 1, tally.Table().Split('\n').Length);
        Assert.All(AllSubjects.Make(), subject => Assert.Contains($"{subject.Name} ", tally.Table(), StringComparison.Ordinal));
        Assert.All(AllSubjects.Make(), subject => Assert.Contains(subject.Name, MutationOptions.Usage, StringComparison.Ordinal));
    }

    [Fact]
    public void ValidFilesAreRead()
    {
        string folder = Directory.CreateTempSubdirectory("agl-valid").FullName;
        try
        {
            foreach (IMutationSubject subject in AllSubjects.Make())
            {
                for (int seed = 0; seed < 10; seed++)
                {
                    foreach (SubjectFile file in subject.MakeValid(new Random(seed)))
                        FileReplacement.Write(Path.Combine(folder, file.Name), file.IsCompressed ? Mutator.Gzip(file.Content) : file.Content);
                    subject.Read(folder, DataLimits.Default)();
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void AnotherRunOfASeedGivesTheSame()
    {
        var options = new MutationOptions { Count = 300, Seed = 3 };
        Assert.Equal(
            new MutationCampaign(options, _ => { }).Run(_ => { }, Environment.FailFast).Table(),
            new MutationCampaign(options, _ => { }).Run(_ => { }, Environment.FailFast).Table());
    }
}
