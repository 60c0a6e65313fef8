namespace AutoGradLinear.Generators.IR;

/// <summary>Checks that a core function is what <see cref="Form.Core"/> promises. Tests run it after every pass.</summary>
internal static class Verifier
{
    /// <summary>What is wrong with the function; empty when nothing is.</summary>
    public static IReadOnlyList<string> Check(Function function)
    {
        var checker = new Checker(function);
        checker.Run();
        return checker.Problems;
    }

    private sealed class Checker(Function function)
    {
        private readonly HashSet<Variable> _defined = [];
        private readonly HashSet<(string, int)> _identities = [];

        public List<string> Problems { get; } = [];

        public void Run()
        {
            if (function.Form != Form.Core)
                Problems.Add($"{function.Name} is not in core form.");
            var scope = new HashSet<Variable>();
            foreach (Parameter parameter in function.Parameters)
                Define(parameter.Variable, scope);
            CheckBlock(function.Body, scope, isTop: true);
            if (function.Body.Count == 0 || function.Body[function.Body.Count - 1] is not Return @return)
                Problems.Add("The body does not end with a return.");
            else
                CheckReturn(@return);
        }

        private void CheckReturn(Return @return)
        {
            if (@return.Values.Count != function.Results.Count)
            {
                Problems.Add($"{@return.Values.Count} values are returned where {function.Results.Count} are declared.");
                return;
            }

            for (int i = 0; i < @return.Values.Count; i++)
                SameType(function.Results[i].Type, @return.Values[i], @return);
        }

        private void CheckBlock(EquatableArray<Statement> block, HashSet<Variable> scope, bool isTop = false)
        {
            for (int i = 0; i < block.Count; i++)
            {
                if (block[i] is Return && !(isTop && i == block.Count - 1))
                    Problems.Add("A return stands before the end.");
                CheckStatement(block[i], scope);
            }
        }

        private void CheckStatement(Statement statement, HashSet<Variable> scope)
        {
            switch (statement)
            {
                case Assign assign:
                    CheckUses(assign.Value, scope, assign);
                    SameType(assign.Target.Type, assign.Value, assign);
                    Define(assign.Target, scope);
                    break;
                case If @if:
                    CheckIf(@if, scope);
                    break;
                case For loop:
                    CheckUses(loop.From, scope, loop);
                    CheckUses(loop.To, scope, loop);
                    if (loop.Step is not (1 or -1))
                        Problems.Add($"A core loop over {loop.Index} has step {loop.Step}.");
                    CheckLoop(loop, loop.Carries, loop.Body, null, scope);
                    break;
                case While loop:
                    if (!loop.Step.IsEmpty)
                        Problems.Add("A core loop has a step block.");
                    CheckLoop(loop, loop.Carries, loop.Body, loop.Condition, scope);
                    break;
                case Break or Continue:
                    Problems.Add($"{statement} is no statement of core form.");
                    break;
                case Store { Array: var array, Value: var value }:
                    SameElement(array, value, statement);
                    goto default;
                case Accumulate { Array: var array, Value: var value }:
                    SameElement(array, value, statement);
                    goto default;
                case Save save:
                    SameType(save.Slot.Type, save.Value, save);
                    goto default;
                default:
                    foreach (Expression expression in statement.OwnExpressions())
                        CheckUses(expression, scope, statement);
                    foreach (Variable variable in statement.Definitions())
                        Define(variable, scope);
                    break;
            }
        }

        private void CheckIf(If @if, HashSet<Variable> scope)
        {
            CheckUses(@if.Condition, scope, @if);
            var then = new HashSet<Variable>(scope);
            CheckBlock(@if.Then, then);
            var @else = new HashSet<Variable>(scope);
            CheckBlock(@if.Else, @else);
            foreach (Merge merge in @if.Merges)
            {
                CheckUses(merge.Then, then, @if);
                CheckUses(merge.Else, @else, @if);
                SameType(merge.Result.Type, merge.Then, @if);
                SameType(merge.Result.Type, merge.Else, @if);
                Define(merge.Result, scope);
            }
        }

        private void CheckLoop(Statement loop, EquatableArray<Carry> carries, EquatableArray<Statement> body, Expression? condition, HashSet<Variable> scope)
        {
            foreach (Carry carry in carries)
                CheckUses(carry.Initial, scope, loop);
            var inner = new HashSet<Variable>(scope);
            foreach (Variable variable in loop.InnerDefinitions())
                Define(variable, inner);
            if (condition is not null)
                CheckUses(condition, inner, loop);
            CheckBlock(body, inner);
            foreach (Carry carry in carries)
            {
                CheckUses(carry.Next, inner, loop);
                SameType(carry.Inner.Type, carry.Initial, loop);
                SameType(carry.Inner.Type, carry.Next, loop);
                Define(carry.Result, scope);
            }
        }

        private void Define(Variable variable, HashSet<Variable> scope)
        {
            if (!_defined.Add(variable) || !_identities.Add((variable.Name, variable.Version)))
                Problems.Add($"{variable} is defined twice.");
            scope.Add(variable);
        }

        private void CheckUses(Expression expression, HashSet<Variable> scope, Statement statement)
        {
            foreach (Expression part in expression.SelfAndParts())
            {
                if (part is Use use && !scope.Contains(use.Variable))
                    Problems.Add($"{use.Variable} is used where it is not defined: {Head(statement)}");
                else if (part is Invoke invoke)
                    Problems.Add($"A call of {invoke.Target} stands in core form.");
                else if (part is Binary binary && binary.Left.Type != binary.Right.Type && binary.Operator is not (BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight))
                    Problems.Add($"The operands of {binary} differ in type.");
            }
        }

        private void SameElement(Expression array, Expression value, Statement statement)
        {
            if (array.Type is ArrayType type)
                SameType(type.Element, value, statement);
            else
                Problems.Add($"{array} is not an array: {Head(statement)}");
        }

        private void SameType(IrType expected, Expression value, Statement statement)
        {
            if (expected != value.Type)
                Problems.Add($"{value} is {value.Type} where {expected} is expected: {Head(statement)}");
        }

        private static string Head(Statement statement) => statement.ToString().Split('\n')[0];
    }
}
