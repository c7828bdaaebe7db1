// As fast as Eleventy can be configured: Markdown alone, no template language inside it, a layout that is a function.
const headings = (md) => {
  const written = md.renderer.rules.heading_open ?? ((tokens, index, options, env, self) => self.renderToken(tokens, index, options));
  md.renderer.rules.heading_open = (tokens, index, options, env, self) => {
    const words = tokens[index + 1].content.toLowerCase().replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
    tokens[index].attrSet("id", words.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, ""));
    return written(tokens, index, options, env, self);
  };
};

module.exports = (config) => {
  config.setQuietMode(true);
  config.setUseGitIgnore(false);
  config.addPassthroughCopy({ "style.css": "style.css" });
  config.addGlobalData("layout", "page.11ty.cjs");
  config.amendLibrary("md", (md) => md.use(headings));
  return {
    dir: { input: "content", includes: "../layouts", data: "../data" },
    templateFormats: ["md", "11ty.cjs"],
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
  };
};
