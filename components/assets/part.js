// Draws the parts of the wall: trees of plain elements, as Dash or components/svg.py writes them.
(function () {
  function build(node) {
    if (node === null || typeof node !== "object") return node;
    const { children, ...attributes } = node.props;
    return React.createElement(node.type.toLowerCase(), attributes, ...[children ?? []].flat().map(build));
  }

  window.yiping_parts = { Part: ({ tree }) => build(tree) };
})();
