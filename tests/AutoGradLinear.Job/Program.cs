using System.Globalization;
using AutoGradLinear;
using AutoGradLinear.Losses;

// From the files of MNIST to a saved model, and its accuracy on the test files.
if (args is not [string folder, string modelPath])
{
    Console.Error.WriteLine("Give the folder with MNIST's four .gz files, and the file for the model.");
    return 2;
}

var options = new TrainingOptions { Solver = Solver.AdamW, Epochs = 2, BatchSize = 64 };
SoftmaxClassifier model = SoftmaxClassifier.Train(Read("train"), new SoftmaxCrossEntropy<float>(), new L2<float>(1e-5f), options);
model.Save(modelPath);
double accuracy = SoftmaxClassifier.Load(modelPath).Evaluate(Read("t10k")).Accuracy;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{100.0 * accuracy:F2} %"));
return 0;

// Pixels stay bytes in memory; the factor is folded into the weights.
ClassificationDataset Read(string part) => IdxFile.ReadImages(
    Path.Combine(folder, $"{part}-images-idx3-ubyte.gz"), Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz")).ScaledBy(1.0 / 255.0);
