const { default: Sequencer } = require('@jest/test-sequencer')

/**
 * Where no run was before, Jest takes the size of a file for how long it lasts. The walks over whole sites last longest,
 * and their files hold one line: begun last, each would keep one core while the others have nothing to do.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const isWalk = ({ path }) => /[\\/]accessibility[\\/]/.test(path)
    const sorted = super.sort(tests)
    return [...sorted.filter(isWalk), ...sorted.filter(test => !isWalk(test))]
  }
}
