namespace AutoGradLinear;

/// <summary>
/// Trains models of one type. Search, cross-validation and reports take only this, so that no call needs the loss's type.
/// </summary>
/// <typeparam name="TModel">The type of the models.</typeparam>
public abstract class Trainer<TModel>
{
    /// <summary>Trains a model.</summary>
    /// <param name="data">The training data.</param>
    /// <param name="progress">Is told after each iteration or epoch.</param>
    /// <param name="cancellationToken">
    /// Ends the training: the best model so far is returned, with <see cref="SolverStatus.Cancelled"/> as its status. Where there are checkpoints
    /// the same training goes on when it is started again.
    /// </param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentException">Data, validation data, initial model or class weights do not fit one another.</exception>
    /// <exception cref="OperationCanceledException">Cancellation came before there was anything to return.</exception>
    /// <exception cref="CheckpointMismatchException">The folder of the checkpoints has one of another training, which has not ended.</exception>
    /// <exception cref="IOException">
    /// The checkpoints that there are cannot be read or are damaged; or none can be written, and the options ask to stop then.
    /// </exception>
    /// <exception cref="Objectives.NonFiniteLossException">A loss is NaN or infinite; the message names the row.</exception>
    public abstract TModel Train(
        ClassificationDataset data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Trainers of the same objective that go on from a model until it hardly falls any more, without early stopping: what they reach tells
    /// how far this trainer stopped from the minimum (<see cref="ErrorDecomposition"/>).
    /// </summary>
    /// <param name="model">A model that this trainer has trained.</param>
    /// <returns>The trainers, each with another method; none where no objective is minimised.</returns>
    public virtual IReadOnlyList<Trainer<TModel>> Refinements(TModel model) => [];
}
