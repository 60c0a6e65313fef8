using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>What the checks know of a function: the roots of its array variables, and the blocks in which they occur.</summary>
internal sealed partial class MemoryChecks
{
    /// <summary>A followed function with its local functions, whose variables are known to one another.</summary>
    private sealed class Group
    {
        private static readonly HashSet<Expression> None = [];

        private readonly Dictionary<Variable, HashSet<Expression>> _roots = [];

        public Group(LoweredFunction source)
        {
            Source = source;
            Functions = [source.Function, .. source.LocalFunctions.Select(local => local.Function)];
            Locals = source.LocalFunctions.ToDictionary(local => local.Function.Name, local => local.Function);
            foreach (Function function in Functions)
            {
                foreach (Statement statement in function.Body.AllStatements())
                {
                    if (statement is Assign { Value.Type: ArrayType } alias)
                        Aliases.Add(alias);
                    else if (statement is Call call)
                        Calls.Add(call);
                    else if (statement is Return @return)
                        Returns.Add((function, @return));
                    else if (statement is Allocate allocate)
                        Add(allocate.Array, [new Use(allocate.Array)]);
                }
            }

            foreach (Parameter parameter in Main.Parameters)
                Add(parameter.Variable, [new Use(parameter.Variable)]);
        }

        public LoweredFunction Source { get; }

        public Function Main => Source.Function;

        public IReadOnlyList<Function> Functions { get; }

        public Dictionary<string, Function> Locals { get; }

        public List<Assign> Aliases { get; } = [];

        public List<Call> Calls { get; } = [];

        public List<(Function Function, Return Return)> Returns { get; } = [];

        /// <summary>The parameters to whose elements the function may write, itself or through others.</summary>
        public HashSet<Variable> Written { get; } = [];

        public HashSet<Expression> Returned { get; } = [];

        /// <summary>The variables that get memory that a call has made.</summary>
        public HashSet<(Variable Place, Call Call)> Made { get; } = [];

        public int Size => _roots.Values.Sum(roots => roots.Count) + Written.Count + Returned.Count + Made.Count;

        public void Add(Variable variable, IEnumerable<Expression> roots)
        {
            if (!_roots.TryGetValue(variable, out HashSet<Expression>? known))
                _roots[variable] = known = [];
            known.UnionWith(roots.ToList());
        }

        public IEnumerable<Expression> RootsOf(Expression array)
            => array.Roots().SelectMany(root =>
                root is not Use use ? [root] : _roots.TryGetValue(use.Variable, out HashSet<Expression>? roots) ? roots : None);

        public bool Knows(Variable variable) => _roots.ContainsKey(variable);

        /// <summary>The variables that may name the root.</summary>
        public IEnumerable<Variable> Named(Expression root) => _roots.Where(item => item.Value.Contains(root)).Select(item => item.Key);

        public IEnumerable<Variable> ParametersAmong(IEnumerable<Expression> roots)
            => roots.OfType<Use>().Select(use => use.Variable)
                .Where(variable => Main.Parameters.Any(parameter => parameter.Variable.Equals(variable)));

        /// <summary>Whether the function is the local function, or calls it, directly or through others.</summary>
        public bool Reaches(string function, string local) => Reaches(function, local, []);

        private bool Reaches(string function, string local, HashSet<string> seen)
            => function == local || (seen.Add(function) && Locals.TryGetValue(function, out Function? body)
                && body.Body.AllStatements().OfType<Call>().Any(call => Reaches(call.Function, local, seen)));

        /// <summary>Whether the local function makes the memory.</summary>
        public bool Own(Expression root, Function local) => root is Use use && local.Body.AllDefinitions().Contains(use.Variable);
    }

    /// <summary>
    /// In which block of a function without jumps every variable occurs. A block is known by its path from the outermost one.
    /// </summary>
    private sealed class Blocks
    {
        private readonly Dictionary<Variable, List<string>> _occurrences = [];
        private readonly Dictionary<Variable, string> _homes = [];
        private readonly List<(Call Call, string Path)> _calls = [];
        private readonly List<Assign> _aliases = [];
        private readonly HashSet<Variable> _parameters;
        private int _count;

        /// <summary>Stands in the path of a block behind the number of a loop.</summary>
        private const char Loop = '~';

        public Blocks(Function function)
        {
            _parameters = [.. function.Parameters.Select(parameter => parameter.Variable)];

            // What the caller can see is named by the caller as well.
            IEnumerable<Variable> references = function.Parameters.Where(parameter => parameter.Role == ParameterRole.Reference)
                .Select(parameter => parameter.Variable);
            foreach (Variable variable in references.Concat(function.Captures).Where(variable => variable.Type is ArrayType))
                Note(variable, "/");

            Visit(function.Body, "/");
        }

        /// <summary>The variables that take the place of returns, where one of them may name the root.</summary>
        public IEnumerable<Variable> Returned(Group group, Expression root)
            => _aliases.Where(alias => !group.Knows(alias.Target) && group.RootsOf(alias.Value).Contains(root))
                .Select(alias => alias.Target);

        /// <summary>The block that makes the memory, if it is the function's own.</summary>
        public IEnumerable<string> HomesOf(Variable memory) => _homes.TryGetValue(memory, out string? path) ? [path] : [];

        /// <summary>The blocks with this call; several calls may be the same.</summary>
        public IEnumerable<string> HomesOf(Call call) => _calls.Where(item => item.Call.Equals(call)).Select(item => item.Path);

        public IEnumerable<string> CallsOf(Func<string, bool> callee) => _calls.Where(item => callee(item.Call.Function)).Select(item => item.Path);

        /// <summary>Whether the variable has a value outside of the block. A loop carries round what a parameter names when it starts.</summary>
        public bool OccursOutside(Variable variable, string home)
            => (_parameters.Contains(variable) && home.IndexOf(Loop) >= 0) || OccursElsewhere(variable, home);

        private bool OccursElsewhere(Variable variable, string home)
            => _occurrences.TryGetValue(variable, out List<string>? places)
                && places.Any(place => !place.StartsWith(home, StringComparison.Ordinal));

        private void Visit(EquatableArray<Statement> block, string path)
        {
            foreach (Statement statement in block)
            {
                IEnumerable<Variable> named = statement.Definitions()
                    .Concat(statement.OwnExpressions().SelectMany(expression => expression.Uses()));
                foreach (Variable variable in named.Where(variable => variable.Type is ArrayType))
                    Note(variable, path);
                if (statement is Allocate allocate)
                    _homes[allocate.Array] = path;
                if (statement is Call call)
                    _calls.Add((call, path));
                if (statement is Assign { Value.Type: ArrayType } alias)
                    _aliases.Add(alias);
                string mark = statement is For or While ? Loop.ToString() : "";
                foreach (EquatableArray<Statement> inner in statement.Blocks())
                    Visit(inner, $"{path}{++_count}{mark}/");
            }
        }

        private void Note(Variable variable, string path)
        {
            if (!_occurrences.TryGetValue(variable, out List<string>? places))
                _occurrences[variable] = places = [];
            places.Add(path);
        }
    }
}
