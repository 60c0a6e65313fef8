// The language's own conversion, not the framework's class of that name.
global using Convert = AutoGradLinear.Generators.IR.Convert;
