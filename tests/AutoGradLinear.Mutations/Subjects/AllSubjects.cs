namespace AutoGradLinear.Mutations.Subjects;

/// <summary>Every format that is mutated; a new one is a class and a line here.</summary>
internal static class AllSubjects
{
    public static IReadOnlyList<IMutationSubject> Make() =>
    [
        new SvmlightSubject(isCompressed: false),
        new SvmlightSubject(isCompressed: true),
        new IdxSubject(isCompressed: false),
        new IdxSubject(isCompressed: true),
        new Cifar10Subject(),
        new CsvSubject(isCompressed: false),
        new CsvSubject(isCompressed: true),
        new TextSubject(isCompressed: false),
        new TextSubject(isCompressed: true),
        new TableEncoderSubject(),
        new TextVectorizerSubject(),
        new PreparationSubject(),
        new ModelSubject(),
        new CalibratorSubject(),
        new CacheSubject(),
    ];
}
