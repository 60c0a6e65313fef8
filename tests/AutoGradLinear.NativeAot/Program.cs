using System.Globalization;
using AutoGradLinear;
using AutoGradLinear.Losses;
using AutoGradLinear.NativeAot;

// What a service does, from the file to the prediction, in a program that can be compiled to native code; ends with 1 where a result differs:
//   dotnet publish -c Release -r linux-x64 -p:NativeAot=true tests/AutoGradLinear.NativeAot
string folder = Directory.CreateTempSubdirectory("agl-native").FullName;
try
{
    string InFolder(string name) => Path.Combine(folder, name);
    File.WriteAllText(InFolder("train.csv"), Rows.Csv(count: 200, seed: 1, hasLabels: true));
    File.WriteAllText(InFolder("new.csv"), Rows.Csv(count: 50, seed: 2, hasLabels: false));

    FeatureTable train = CsvFile.Read(InFolder("train.csv"));
    var encoder = TableEncoder.Fit(train);
    ClassificationDataset features = encoder.Apply(train);
    var preparation = Preparation.Fit(features, PreparationStep.MaxAbs());
    ClassificationDataset prepared = preparation.Apply(features);
    var (fitted, heldOut) = prepared.Split(testFraction: 0.3, seed: 7);
    var model = OwnClassifier.Train(fitted, new OwnHinge(Margin: 1f), new L2<float>(1e-3f));
    CalibratedClassifier calibrated = model.Calibrate(Calibration.Platt, heldOut);

    encoder.Save(InFolder("encoder.json"));
    preparation.Save(InFolder("preparation.json"));
    model.Save(InFolder("model.safetensors"));
    calibrated.Calibrator.Save(InFolder("calibrator.json"));

    var loadedEncoder = TableEncoder.Load(InFolder("encoder.json"));
    var loadedPreparation = Preparation.Load(InFolder("preparation.json"));
    CalibratedClassifier loaded = OwnClassifier.Load(InFolder("model.safetensors")).WithCalibrator(Calibrator.Load(InFolder("calibrator.json")));

    FeatureTable rows = CsvFile.Read(InFolder("new.csv"), new CsvOptions { Target = null, ColumnKinds = loadedEncoder.ColumnKinds });
    double[] expected = calibrated.PredictProbabilities(preparation.Apply(encoder.Apply(rows)));
    double[] found = loaded.PredictProbabilities(loadedPreparation.Apply(loadedEncoder.Apply(rows)));
    double accuracy = calibrated.Evaluate(heldOut).Accuracy;
    bool isRight = found.AsSpan().SequenceEqual(expected) && accuracy > 0.9;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"held-out accuracy {accuracy:P1}; {rows}; {(isRight ? "as expected" : "WRONG")}"));
    (string What, bool IsRight)[] others =
    [
        ("checkpoints", Features.Checkpoints(fitted, InFolder("checkpoints"))),
        ("streams", Features.Streams(fitted, InFolder("rows.cache"))),
        ("ONNX", Features.Onnx(model, InFolder("model.onnx"))),
    ];
    foreach ((string what, bool isSame) in others)
        Console.WriteLine($"{what}: {(isSame ? "as expected" : "WRONG")}");
    return isRight && others.All(other => other.IsRight) ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
