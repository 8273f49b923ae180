(import '../../../../../tricord-grafonnet/main.libsonnet')('v11.4.0')
