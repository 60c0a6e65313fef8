using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// Whole matrices of derivatives. The function runs once for its value; then another function of the module, a product of the Hessian or the Jacobian with a direction, is called for
/// unit directions, or for sums of unit directions that do not meet in the result.
/// </summary>
internal sealed partial class Matrices
{
    private const string HelperName = "Product";

    private readonly Function _base;
    private readonly Function _product;
    private readonly NameSupply _names;
    private readonly StatementBuilder _output;
    private readonly List<Block> _blocks = [];
    private readonly List<Parameter> _inputs;
    private readonly Dictionary<Variable, Variable> _saved = [];
    private readonly Dictionary<Variable, Variable> _directions = [];
    private readonly List<Statement> _head = [];
    private Expression _count = Int(0);

    /// <param name="base">The function that runs first.</param>
    /// <param name="product">The function that is called for each direction.</param>
    /// <param name="inputs">The parameters of the function that is differentiated.</param>
    private Matrices(Function @base, Function product, IEnumerable<Parameter> inputs)
    {
        (_base, _product) = (@base, product);
        _names = new NameSupply(@base);
        _output = new StatementBuilder(_names);
        _inputs = [.. inputs];
    }

    /// <summary>A differentiated parameter, and where its elements stand among all of them.</summary>
    private sealed record Block(Variable Source, Expression Offset, Expression Size)
    {
        public bool IsScalar => Source.Type is not ArrayType;

        public bool IsRow => Source.Type is ArrayType { Rank: 1, Element: not ArrayType, Kind: not (ArrayKind.ReadOnlyTensorSpan or ArrayKind.TensorSpan) };

        public IrType Real => Source.Type is ArrayType array ? array.Scalar : Source.Type;
    }

    /// <summary>The function with its Hessian in the parameter <c>hessian</c>, row by row.</summary>
    public static Module Hessian(Module core)
    {
        if (IsSmall(core.Entry))
            return SmallHessian(core);
        Module product = Product(core);
        var matrices = new Matrices(core.Entry, product.Entry, core.Entry.Parameters);
        matrices.Begin();
        Variable hessian = matrices.Matrix("hessian");
        if (HessianStructure.Of(core.Entry).Distance is { } near)
            matrices.BandedHessian(hessian, near);
        else
            matrices.DenseHessian(hessian);
        return matrices.Finish(product, "Hessian", new Parameter(hessian, ParameterRole.Sink));
    }

    /// <summary>The function with its gradient and the diagonal of its Hessian, in sinks and results that end in <c>Gradient</c> and in <c>HessianDiagonal</c>.</summary>
    public static Module HessianDiagonal(Module core)
    {
        if (IsSmall(core.Entry))
            return SmallDiagonal(core);
        var structure = HessianStructure.Of(core.Entry);
        if (structure.IsSeparate && IsOfRows(core.Entry))
            return SeparateDiagonal(core);
        Module product = Product(core);
        Module gradient = ReverseMode.Gradient(core);
        var matrices = new Matrices(gradient.Entry, product.Entry, core.Entry.Parameters);
        matrices.Begin();
        (List<Parameter> sinks, List<(Result Result, Expression Value)> results) = matrices.Diagonal(structure.Distance);
        Module module = matrices.Finish(product, "HessianDiagonal", [.. sinks], results);
        return module with { Helpers = [.. module.Helpers, .. gradient.Helpers.Where(helper => module.Find(helper.Name) is null)] };
    }

    /// <summary>The function with its Jacobian in the parameter <c>jacobian</c>, one row for each result: column by column in forward mode, or row by row in reverse mode.</summary>
    public static Module Jacobian(Module core)
    {
        Module forward = FirstOrder.Pushforward(core, areSpans: true);
        Module backward = ReverseMode.Pullback(core);
        Function column = forward.Entry with { Name = "Column", IsVoid = false };
        Function row = AsHelper(backward.Entry) with { Name = "Row" };
        var matrices = new Matrices(core.Entry, column, core.Entry.Parameters);
        matrices.Begin(runsFirst: !matrices.RunsWithRows);
        Variable jacobian = matrices.Matrix("jacobian");
        matrices.FillJacobian(jacobian, row);
        Module module = matrices.Finish(forward with { Entry = column }, "Jacobian", new Parameter(jacobian, ParameterRole.Sink));
        return module with { Helpers = [.. module.Helpers, row, .. backward.Helpers.Where(helper => module.Find(helper.Name) is null)] };
    }

    /// <summary>A pullback whose scalar accumulators are passed by value; what they become is returned.</summary>
    private static Function AsHelper(Function pullback) => pullback with
    {
        IsVoid = false,
        Parameters = pullback.Parameters
            .Select(parameter => parameter is { Role: ParameterRole.Accumulator, Variable.Type: not ArrayType } ? parameter with { Role = ParameterRole.Input } : parameter).ToEquatableArray(),
        Results = pullback.Results.Select(result => result with { Name = result.Name + "Sum" }).ToEquatableArray(),
    };

    private static Module Product(Module core)
    {
        Module product = SecondOrder.HessianVectorProduct(core, areSpans: true);
        return product with { Entry = product.Entry with { Name = HelperName } };
    }

    /// <summary>Runs the function, finds the places of the parameters in the matrix and makes room for directions.</summary>
    /// <param name="runsFirst">Whether the function runs here; otherwise it does where no other run leaves its results.</param>
    private void Begin(bool runsFirst = true)
    {
        Writes writes = Writes.In(_base);
        foreach (Parameter parameter in _inputs.Where(parameter => parameter.Variable.Type is ArrayType && writes.Reach(new Use(parameter.Variable))))
        {
            // Every run finds what the first one found.
            Variable saved = _names.Fresh(parameter.Variable.Name + "Initial", new ArrayType(((ArrayType)parameter.Variable.Type).Element, ArrayKind.Span));
            _head.Add(new Allocate(saved, new Length(new Use(parameter.Variable))));
            _head.Add(new Copy(new Use(parameter.Variable), new Use(saved)));
            _saved.Add(parameter.Variable, saved);
        }

        if (runsFirst)
            RunBase(_output);
        foreach (Parameter parameter in _inputs.Where(parameter => parameter.IsDifferentiated))
        {
            Expression size = parameter.Variable.Type is ArrayType ? Integer("length", new Length(new Use(parameter.Variable), Length.All)) : Int(1);
            _blocks.Add(new Block(parameter.Variable, _count, size));
            _count = Integer("count", Plus(_count, size));
        }

        foreach (Block block in _blocks.Where(block => !block.IsScalar))
        {
            Variable direction = _names.Fresh(block.Source.Name + "Direction", ShadowView.TypeOf((ArrayType)block.Source.Type));
            _output.Add(new Allocate(direction, new Length(new Use(block.Source))));
            _output.Add(new Fill(new Use(direction), Algebra.Real(0, block.Real)));
            _directions.Add(block.Source, direction);
        }
    }

    private void RunBase(StatementBuilder output)
    {
        foreach (Statement statement in _base.Body.Take(_base.Body.Count - 1))
            output.Add(statement);
    }

    /// <summary>The parameter that the matrix is written to.</summary>
    private Variable Matrix(string name)
    {
        var matrix = new Variable(name, new ArrayType(_blocks.Count > 0 ? _blocks[0].Real : IrType.Double, ArrayKind.Span));
        _names.Reserve(matrix);
        return matrix;
    }

    private Module Finish(Module product, string name, params Parameter[] added) => Finish(product, name, added, []);

    private Module Finish(Module product, string name, Parameter[] added, List<(Result Result, Expression Value)> results)
    {
        var @return = (Return)_base.Body[_base.Body.Count - 1];
        Function entry = _base with
        {
            Name = _base.Name + name,
            Parameters = [.. _base.Parameters.Select(parameter => parameter with { IsDifferentiated = false }), .. added],
            Results = [.. _base.Results, .. results.Select(result => result.Result)],
            Body = [.. _head, .. _output.Statements, new Return([.. @return.Values, .. results.Select(result => result.Value)])],
        };
        return new Module(entry, [product.Entry, .. product.Helpers]);
    }

    /// <summary>For each direction a row of the Hessian, which is a column as well.</summary>
    private void DenseHessian(Variable hessian)
    {
        foreach (Block block in _blocks)
        {
            ForEachElement(block, (element, body) =>
            {
                Expression row = body.Emit(NameSupply.Temporary("row"), Times(Plus(block.Offset, element), _count));
                var memory = new Dictionary<Block, Expression>();
                foreach (Block other in _blocks.Where(other => !other.IsScalar))
                    memory.Add(other, other.IsRow ? new Slice(new Use(hessian), body.Emit(NameSupply.Temporary("start"), Plus(row, other.Offset)), other.Size) : ProductMemory(other, body));
                Dictionary<Block, Expression> products = CallProduct(block, memory, body);
                foreach (Block other in _blocks)
                {
                    Expression start = Plus(row, other.Offset);
                    if (other.IsScalar)
                        body.Add(new Store(new Use(hessian), body.Emit(NameSupply.Temporary("start"), start), products[other]));
                    else if (!other.IsRow)
                        body.Add(new Copy(memory[other], new Slice(new Use(hessian), body.Emit(NameSupply.Temporary("start"), start), other.Size)));
                }
            });
        }
    }

    /// <summary>
    /// Elements of rows whose indices differ by more than the distance are not joined, so directions that stand further apart are taken together: the product at index r belongs to the
    /// one of them that is near.
    /// </summary>
    private void BandedHessian(Variable hessian, int distance)
    {
        Dictionary<Block, Expression> memory = _blocks.Where(block => block.IsRow).ToDictionary(block => block, block => ProductMemory(block, _output));
        _output.Add(new Fill(new Use(hessian), Algebra.Real(0, _blocks[0].Real)));
        void Set(Expression row, Expression column, Expression value, StatementBuilder body)
            => body.Add(new Store(new Use(hessian), body.Emit(NameSupply.Temporary("place"), Plus(Times(row, _count), column)), value));

        foreach (Block scalar in _blocks.Where(block => block.IsScalar))
        {
            Dictionary<Block, Expression> products = CallProduct(scalar, memory, _output);
            foreach (Block other in _blocks)
            {
                Each(other.IsScalar ? Int(1) : other.Size, _output, (index, body) =>
                {
                    Expression value = other.IsScalar ? products[other] : body.Emit(NameSupply.Temporary("product"), new Element(memory[other], index));
                    Set(scalar.Offset, Plus(other.Offset, index), value, body);
                    Set(Plus(other.Offset, index), scalar.Offset, value, body);
                });
            }
        }

        foreach (Block block in _blocks.Where(block => block.IsRow))
        {
            ForEachClass(block, distance, (first, body) =>
            {
                CallProduct(null, memory, body);
                foreach (Block other in _blocks.Where(other => other.IsRow))
                {
                    Each(other.Size, body, (index, inner) =>
                    {
                        Expression reach = inner.Emit(NameSupply.Temporary("reach"), Minus(Plus(index, Int(distance)), first));
                        Expression near = inner.Emit(NameSupply.Temporary("near"), Plus(first, Times(new Binary(BinaryOperator.Divide, reach, Int((2 * distance) + 1)), Int((2 * distance) + 1))));
                        Expression exists = Algebra.And(new Binary(BinaryOperator.GreaterOrEqual, reach, Int(0)), new Binary(BinaryOperator.Less, near, block.Size));
                        inner.When(exists, stored => Set(
                            Plus(other.Offset, index), Plus(block.Offset, near), stored.Emit(NameSupply.Temporary("product"), new Element(memory[other], index)), stored));
                    });
                }
            });
        }
    }

    private (List<Parameter> Sinks, List<(Result Result, Expression Value)> Results) Diagonal(int? distance)
    {
        var sinks = new List<Parameter>();
        var results = new List<(Result Result, Expression Value)>();
        Dictionary<Block, Expression> memory = _blocks.Where(block => !block.IsScalar).ToDictionary(block => block, block => ProductMemory(block, _output));
        foreach (Block block in _blocks)
        {
            string name = block.Source.Name + "HessianDiagonal";
            if (block.IsScalar)
            {
                results.Add((new Result(name, block.Real), CallProduct(block, memory, _output)[block]));
                continue;
            }

            var sink = new Variable(name, ShadowView.TypeOf((ArrayType)block.Source.Type));
            _names.Reserve(sink);
            sinks.Add(new Parameter(sink, ParameterRole.Sink, Shadows: block.Source));
            if (distance is { } near && block.IsRow)
                ForEachClass(block, near, (first, body) =>
                {
                    CallProduct(null, memory, body);
                    EachOfClass(block, near, first, body, (index, inner)
                        => inner.Add(new Store(new Use(sink), index, inner.Emit(NameSupply.Temporary("product"), new Element(memory[block], index)))));
                });
            else
                ForEachElement(block, (element, body) =>
                {
                    CallProduct(block, memory, body);
                    Expression row = memory[block];
                    if (!block.IsRow)
                    {
                        Variable flat = _names.Fresh("flat", new ArrayType(block.Real, ArrayKind.Span));
                        body.Add(new Allocate(flat, block.Size));
                        body.Add(new Copy(row, new Use(flat)));
                        row = new Use(flat);
                    }

                    body.Add(new Store(new Use(sink), element, body.Emit(NameSupply.Temporary("product"), new Element(row, element))));
                });
        }

        return (sinks, results);
    }

    /// <summary>Memory for the part of a product that belongs to a parameter.</summary>
    private Expression ProductMemory(Block block, StatementBuilder output)
    {
        Variable memory = _names.Fresh(block.Source.Name + "Product", ShadowView.TypeOf((ArrayType)block.Source.Type));
        output.Add(new Allocate(memory, new Length(new Use(block.Source))));
        return new Use(memory);
    }

    /// <summary>The product with the direction that has been set, or with the unit direction of a scalar.</summary>
    private Dictionary<Block, Expression> CallProduct(Block? direction, Dictionary<Block, Expression> memory, StatementBuilder output)
    {
        Restore(output);
        var arguments = new List<Expression>();
        foreach (Parameter parameter in _product.Parameters)
        {
            if (parameter.Shadows is not { } source)
                arguments.Add(new Use(parameter.Variable));
            else if (_blocks.First(block => block.Source == source) is { IsScalar: true } scalar)
                arguments.Add(Algebra.Real(scalar == direction ? 1 : 0, scalar.Real));
            else
                arguments.Add(parameter.Role == ParameterRole.Sink ? memory[_blocks.First(block => block.Source == source)] : new Use(_directions[source]));
        }

        return Call(_product, arguments, output);
    }

    /// <summary>The results that belong to scalar parameters.</summary>
    private Dictionary<Block, Expression> Call(Function function, List<Expression> arguments, StatementBuilder output)
    {
        EquatableArray<Variable> results = function.Results.Select(result => _names.Fresh(NameSupply.Temporary(result.Name), result.Type)).ToEquatableArray();
        Writes writes = Writes.In(function);
        output.Add(new Call(results, function.Name, arguments.ToEquatableArray(), function.Parameters
            .Select(parameter => parameter.Variable.Type is ArrayType && (parameter.Role != ParameterRole.Input || writes.Reach(new Use(parameter.Variable)))).ToEquatableArray()));
        int skipped = function.Results.Count - _blocks.Count(block => block.IsScalar);
        return skipped < 0 ? [] : _blocks.Where(block => block.IsScalar).Select((block, i) => (block, i)).ToDictionary(item => item.block, item => (Expression)new Use(results[skipped + item.i]));
    }

    private void Restore(StatementBuilder output)
    {
        foreach (KeyValuePair<Variable, Variable> saved in _saved)
            output.Add(new Copy(new Use(saved.Value), new Use(saved.Key)));
    }

    /// <summary>Sets the direction to each unit direction of the block in turn.</summary>
    private void ForEachElement(Block block, Action<Expression, StatementBuilder> write) => ForEachElement(block, _output, write);

    private void ForEachElement(Block block, StatementBuilder output, Action<Expression, StatementBuilder> write)
    {
        if (block.IsScalar)
        {
            ClearWritten(output);
            write(Int(0), output);
            return;
        }

        Expression direction = new Use(_directions[block.Source]);
        Each(block.Size, output, (index, body) =>
        {
            ClearWritten(body);
            body.Add(new Store(direction, index, Algebra.Real(1, block.Real)));
            write(index, body);
            body.Add(new Store(direction, index, Algebra.Real(0, block.Real)));
        });
    }

    /// <summary>The direction of what the function writes to ends as something else.</summary>
    private void ClearWritten(StatementBuilder output)
    {
        foreach (Block block in _blocks.Where(block => _saved.ContainsKey(block.Source)))
            output.Add(new Fill(new Use(_directions[block.Source]), Algebra.Real(0, block.Real)));
    }

    /// <summary>Sets the direction to the sum of unit directions at every (2 · distance + 1)th index, for each place where such a class may begin.</summary>
    private void ForEachClass(Block block, int distance, Action<Expression, StatementBuilder> write)
    {
        Expression direction = new Use(_directions[block.Source]);
        Expression classes = Integer("classes", new Apply("Min", [Int((2 * distance) + 1), block.Size], IrType.Int));
        Each(classes, _output, (first, body) =>
        {
            EachOfClass(block, distance, first, body, (index, inner) => inner.Add(new Store(direction, index, Algebra.Real(1, block.Real))));
            write(first, body);
            body.Add(new Fill(direction, Algebra.Real(0, block.Real)));
        });
    }

    private void EachOfClass(Block block, int distance, Expression first, StatementBuilder output, Action<Expression, StatementBuilder> write)
    {
        Expression width = Int((2 * distance) + 1);
        Expression count = output.Emit(NameSupply.Temporary("members"), new Binary(BinaryOperator.Divide, Plus(Minus(block.Size, first), Int(2 * distance)), width));
        Each(count, output, (member, body) => write(body.Emit(NameSupply.Temporary("index"), Plus(first, Times(member, width))), body));
    }

    /// <summary>A loop from 0; none where there is one round.</summary>
    private void Each(Expression count, StatementBuilder output, Action<Expression, StatementBuilder> write)
    {
        if (count is IntegerLiteral { Value: 1 })
        {
            write(Int(0), output);
            return;
        }

        Variable index = _names.Fresh("k", IrType.Int);
        var body = new StatementBuilder(_names);
        write(new Use(index), body);
        output.Add(new For(index, Int(0), count, 1, body.Statements.ToEquatableArray()));
    }

    private Expression Integer(string name, Expression value) => _output.Emit(NameSupply.Temporary(name), value);

    private static Expression Int(int value) => new IntegerLiteral(value, IrType.Int);

    private static Expression Plus(Expression left, Expression right)
        => left is IntegerLiteral { Value: 0 } ? right : right is IntegerLiteral { Value: 0 } ? left
            : (left, right) is (IntegerLiteral a, IntegerLiteral b) ? Int((int)(a.Value + b.Value)) : new Binary(BinaryOperator.Add, left, right);

    private static Expression Minus(Expression left, Expression right) => right is IntegerLiteral { Value: 0 } ? left : new Binary(BinaryOperator.Subtract, left, right);

    private static Expression Times(Expression left, Expression right)
        => left is IntegerLiteral { Value: 1 } ? right : right is IntegerLiteral { Value: 1 } ? left
            : left is IntegerLiteral { Value: 0 } ? left : new Binary(BinaryOperator.Multiply, left, right);
}
