// The plug-in's folder comes from the command line's surroundings: the corpus stands elsewhere than the tools.
const { createRequire } = require("node:module");
const here = createRequire(`${process.env.PEERS_ELEVENTY}/package.json`);
const plugin = here("@11ty/eleventy-plugin-syntaxhighlight");

module.exports = (config) => {
  config.addPlugin(plugin.default ?? plugin);
  config.setUseGitIgnore(false);
  // Documents are Markdown alone, without a template language in them.
  return { markdownTemplateEngine: false };
};
