using Xunit;

namespace AutoGradLinear.Tests;

/// <summary>Real CSV files, as they are published.</summary>
public sealed class CsvRealFilesTests : CsvTestFile
{
    private static readonly CsvOptions Adult = new()
    {
        HasHeader = false,
        ColumnNames =
        [
            "age", "workclass", "fnlwgt", "education", "education-num", "marital-status", "occupation", "relationship", "race", "sex", "capital-gain",
            "capital-loss", "hours-per-week", "native-country", "income",
        ],
        Target = "income",
    };

    private static readonly CsvOptions AdultTest = Adult with { SkipLines = 1, TrimLabel = "." };

    private static FeatureTable Load(string name, CsvOptions? options = null) => CsvFile.Read(SharedData.Find(name)!, options);

    [DataFact("tabular/adult.data", "tabular/adult.test")]
    public void AdultIsReadFromItsRawFiles()
    {
        FeatureTable train = Load("tabular/adult.data", Adult);
        FeatureTable test = Load("tabular/adult.test", AdultTest);
        Assert.Equal((32561, 16281), (train.Count, test.Count));
        Assert.Equal(["<=50K", ">50K"], train.Classes);
        Assert.Equal(train.Classes, test.Classes);
        Assert.Equal(7841, train.Labels.ToArray().Count(label => label == 1));
        Assert.Equal(6, train.Columns.Count(column => column.Kind == ColumnKind.Numeric));
        Assert.Equal(8, train.Columns.Count(column => column.Kind == ColumnKind.Category));
        Assert.Equal((1836, 1843, 583), (train["workclass"].MissingCount, train["occupation"].MissingCount, train["native-country"].MissingCount));
        Assert.Equal(0, train.Columns.Where(column => column.Kind == ColumnKind.Numeric).Sum(column => column.MissingCount));
        Assert.Equal(41, ((CategoryColumn)train["native-country"]).Categories.Count);

        // The test part has no one from Holand-Netherlands; the features are those of the training data all the same.
        TableEncoder encoder = TableEncoder.Fit(train);
        ClassificationDataset encoded = encoder.Apply(test);
        Assert.True(encoded.IsSparse);
        Assert.Equal(6 + 99 + 3, encoder.FeatureCount);
        Assert.Equal(encoder.Apply(train).FeatureNames, encoded.FeatureNames);
        Assert.Contains("native-country=Holand-Netherlands", encoder.FeatureNames);
        Assert.Contains("workclass is missing", encoder.FeatureNames);
        float[] features = new float[encoder.FeatureCount];
        encoder.Encode<float>(["25", "Private", "226802", "11th", "7", "Never-married", "Machine-op-inspct", "Own-child", "Black", "Male", "0", "0", "40", "United-States"], features);
        float[] row = new float[encoder.FeatureCount];
        encoded.CopyRow<float>(0, row);
        Assert.Equal(row, features);
    }

    [DataFact("tabular/adult.test")]
    public void AdultReadsBackTheSame()
    {
        FeatureTable test = Load("tabular/adult.test", AdultTest);
        CsvFile.Write(FilePath, test);
        FeatureTable back = CsvFile.Read(FilePath);
        foreach (FeatureColumn column in test.Columns)
        {
            if (column.Kind == ColumnKind.Numeric)
                Assert.Equal(Numbers(test, column.Name), Numbers(back, column.Name));
            else
                Assert.Equal(Categories(test, column.Name), Categories(back, column.Name));
        }

        Assert.Equal(test.Labels.ToArray(), back.Labels.ToArray());
    }

    [DataFact("tabular/adult.test")]
    public void TheFirstLineOfTheAdultTestFileIsReportedWhereItIsNotSkipped()
    {
        DataFormatException exception = Assert.Throws<DataFormatException>(() => Load("tabular/adult.test", Adult));
        Assert.Equal("line 1", exception.Place);
    }

    [DataFact("tabular/penguins.csv", "tabular/penguins_raw.csv")]
    public void PenguinsAreReadWithQuotedFieldsAndMissingValues()
    {
        FeatureTable penguins = Load("tabular/penguins.csv", new() { Target = "species" });
        Assert.Equal(344, penguins.Count);
        Assert.Equal(["Adelie", "Chinstrap", "Gentoo"], penguins.Classes);
        Assert.Equal((2, 2, 11), (penguins["bill_length_mm"].MissingCount, penguins["body_mass_g"].MissingCount, penguins["sex"].MissingCount));
        FeatureTable raw = Load("tabular/penguins_raw.csv", new() { Target = "Species", Ignore = ["Comments"] });
        Assert.Equal(344, raw.Count);
        Assert.Equal("Adult, 1 Egg Stage", ((CategoryColumn)raw["Stage"]).CategoryOf(0));
        Assert.Equal(Numbers(penguins, "bill_depth_mm"), Numbers(raw, "Culmen Depth (mm)"));
        Assert.Equal(ColumnKind.Numeric, raw["Delta 15 N (o/oo)"].Kind);
    }

    [DataFact("tabular/titanic.csv")]
    public void TitanicHasEmptyFields()
    {
        FeatureTable titanic = Load("tabular/titanic.csv", new() { Target = "survived", Ignore = ["alive"] });
        Assert.Equal(891, titanic.Count);
        Assert.Equal((177, 688, 2), (titanic["age"].MissingCount, titanic["deck"].MissingCount, titanic["embarked"].MissingCount));
        Assert.Equal(342, titanic.Labels.ToArray().Count(label => label == 1));
        Assert.Equal(["True", "False"], ((CategoryColumn)titanic["adult_male"]).Categories);
    }

    [DataFact("sklearn/iris.csv", "sklearn/breast_cancer.csv")]
    public void FilesWithoutAHeaderOfNamesAreReadByPosition()
    {
        var options = new CsvOptions { SkipLines = 1, HasHeader = false };
        FeatureTable iris = Load("sklearn/iris.csv", options);
        ClassificationDataset expected = SampleData.Iris();
        ClassificationDataset actual = TableEncoder.Fit(iris).Apply(iris);
        Assert.Equal(expected.Labels.ToArray(), actual.Labels.ToArray());
        for (int row = 0; row < expected.Count; row++)
            Assert.Equal(TableEncoderTests.Row(expected, row), TableEncoderTests.Row(actual, row));
        FeatureTable cancer = Load("sklearn/breast_cancer.csv", options);
        Assert.Equal((569, 30, 357), (cancer.Count, cancer.Columns.Count, cancer.Labels.ToArray().Count(label => label == 1)));
    }

    [DataFact("sklearn/digits.csv.gz")]
    public void DigitsAreThoseThatTheLibraryCarries()
    {
        FeatureTable digits = Load("sklearn/digits.csv.gz", new() { HasHeader = false });
        ClassificationDataset expected = SampleData.Digits();
        ClassificationDataset actual = TableEncoder.Fit(digits, new() { Storage = TableStorage.Dense }).Apply(digits);
        Assert.Equal(expected.Classes, actual.Classes);
        Assert.Equal(expected.Labels.ToArray(), actual.Labels.ToArray());
        for (int row = 0; row < expected.Count; row++)
            Assert.Equal(TableEncoderTests.Row(expected, row), TableEncoderTests.Row(actual, row));
    }

    [DataFact("text/SMSSpamCollection")]
    public void MessagesWithPlainQuotesAreRead()
    {
        FeatureTable messages = Load("text/SMSSpamCollection", new() { HasHeader = false, Separator = '\t', Quotes = false, Target = 0 });
        Assert.Equal((5574, 747), (messages.Count, messages.Labels.ToArray().Count(label => messages.Classes[label] == "spam")));
    }
}
