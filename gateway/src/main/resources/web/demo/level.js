/**
 * Shows how loud a track is, as the element's custom property `--level` from 0 to 1.
 *
 * @param {MediaStreamTrack} track
 * @param {HTMLElement} element
 * @returns {() => void} stops it
 */
export function showLevel(track, element) {
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  analyser.fftSize = 512;
  audio.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    element.style.setProperty('--level', String(Math.min(1, Math.sqrt(power) * 5)));
  }, 80);
  // Before the person has touched the page a browser may keep audio suspended.
  const resume = () => void audio.resume();
  document.addEventListener('pointerdown', resume);
  return () => {
    clearInterval(timer);
    document.removeEventListener('pointerdown', resume);
    element.style.setProperty('--level', '0');
    void audio.close();
  };
}
