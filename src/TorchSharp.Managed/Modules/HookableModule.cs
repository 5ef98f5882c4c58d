// Hooks: functions that see, and may replace, what goes into a module's forward and what comes out of it. They run in call, not in forward.

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module with hooks. The two types are the hooks' signatures: of those before forward, and of those after it.</summary>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            protected Dictionary<string, TPreHook> pre_hooks = [];
            protected Dictionary<string, TPostHook> post_hooks = [];
            protected Dictionary<string, Action<Module>> module_pre_hooks = [];
            protected Dictionary<string, Action<Module>> module_post_hooks = [];

            protected HookableModule(string name) : base(name)
            {
            }

            private protected bool HasHooks => pre_hooks.Count + post_hooks.Count + module_pre_hooks.Count + module_post_hooks.Count > 0;

            /// <summary>After forward: gets the module, its inputs and its result; what it returns, unless null, takes the result's place.</summary>
            public HookRemover register_forward_hook(TPostHook hook) => Register(post_hooks, hook);

            public HookRemover register_forward_hook(Action<Module> hook) => Register(module_post_hooks, NotNull(hook));

            /// <summary>Before forward: gets the module and its inputs; what it returns, unless null, takes their place.</summary>
            public HookRemover register_forward_pre_hook(TPreHook hook) => Register(pre_hooks, hook);

            public HookRemover register_forward_pre_hook(Action<Module> hook) => Register(module_pre_hooks, NotNull(hook));

            /// <summary>In the order of registration; a hook may remove itself.</summary>
            private protected static IEnumerable<THook> Hooks<THook>(Dictionary<string, THook> hooks) => hooks.Count == 0 ? [] : hooks.Values.ToArray();

            private protected void Announce(Dictionary<string, Action<Module>> hooks)
            {
                foreach (var hook in Hooks(hooks))
                {
                    hook(this);
                }
            }

            private HookRemover Register<THook>(Dictionary<string, THook> hooks, THook hook)
            {
                var key = Guid.NewGuid().ToString();
                hooks.Add(key, hook);
                return new HookRemover(this, key);
            }

            /// <summary>Takes a hook out again.</summary>
            public class HookRemover(HookableModule<TPreHook, TPostHook> module, string key)
            {
                private readonly HookableModule<TPreHook, TPostHook> _module = NotNull(module);
                private readonly string _key = NotNull(key);

                public void remove()
                {
                    _module.pre_hooks.Remove(_key);
                    _module.post_hooks.Remove(_key);
                    _module.module_pre_hooks.Remove(_key);
                    _module.module_post_hooks.Remove(_key);
                }
            }
        }
    }
}
