namespace AutoGradLinear.Mutations.Subjects;

/// <summary>Every format that is mutated; a new one is a class and a line here.</summary>
internal static class AllSubjects
{
    public static IReadOnlyList<IMutationSubject> Make() =>
        [new SvmlightSubject(false), new SvmlightSubject(true), new IdxSubject(false), new IdxSubject(true), new Cifar10Subject(), new CsvSubject(false), new CsvSubject(true), new TableEncoderSubject()];
}
